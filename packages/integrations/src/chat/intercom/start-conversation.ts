import { textOf } from "../../sources/body/json-values.ts";
import type { BridgeIo } from "../bridge/bridge-io.ts";
import { callVendor } from "../bridge/call-vendor.ts";
import { failure } from "../bridge/failures.ts";
import type { BridgeOptions } from "../bridge/manifest.ts";
import type { BridgeFailure, BridgeTarget, OpenResult } from "../bridge/message.ts";
import {
  contactSearchByEmail,
  contactSearchByExternalId,
  createdConversationId,
  createUserConversation,
  firstContactId,
} from "./contact-requests.ts";
import { INTERCOM_RULES, intercomApi, intercomHeaders } from "./intercom-api.ts";

/** Finds the person and starts a conversation in their name; Intercom's webhook about it is known as ours. */
export async function startIntercomConversation(
  target: BridgeTarget,
  options: BridgeOptions,
  io: BridgeIo,
): Promise<OpenResult> {
  const contactId = await findContact(target, options, io);
  if (typeof contactId !== "string") return contactId;
  const answer = await callVendor(
    {
      method: "POST",
      url: `${intercomApi(options)}/conversations`,
      headers: intercomHeaders(options),
      json: createUserConversation(contactId, textOf(options.openingText)),
    },
    INTERCOM_RULES,
    io,
  );
  if (!answer.ok) return answer;
  const conversationId = createdConversationId(answer.body);
  return conversationId === undefined
    ? failure("reply_unreadable", "Intercom's answer names no conversation.", { status: answer.status })
    : { ok: true, conversationId, contactId };
}

async function findContact(
  { contactId, userId, email }: BridgeTarget,
  options: BridgeOptions,
  io: BridgeIo,
): Promise<string | BridgeFailure> {
  if (contactId !== undefined) return contactId;
  const searches = [
    userId === undefined ? undefined : contactSearchByExternalId(userId),
    email === undefined ? undefined : contactSearchByEmail(email),
  ];
  for (const json of searches) {
    if (json === undefined) continue;
    const url = `${intercomApi(options)}/contacts/search`;
    const answer = await callVendor(
      { method: "POST", url, headers: intercomHeaders(options), json },
      INTERCOM_RULES,
      io,
    );
    if (!answer.ok) return answer;
    const found = firstContactId(answer.body);
    if (found !== undefined) return found;
  }
  return failure("not_ready", "Intercom knows nobody by this session's user id or email address.", {
    fix: "Boot the Messenger with user_id, as the application identifies the user to Usher.",
  });
}
