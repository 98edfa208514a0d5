import { isObject, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import type { BridgeIo } from "./bridge/bridge-io.ts";
import { callVendor } from "./bridge/call-vendor.ts";
import { defineBridge, type MessagePart, type SendResult } from "./bridge/define-bridge.ts";
import { failure } from "./bridge/failures.ts";
import type { BridgeOptions } from "./bridge/manifest.ts";
import { pathSegment } from "./bridge/path-segment.ts";
import { needsConversation } from "./bridge/readiness.ts";
import { checkHubSignature } from "./inbound/check-signature.ts";
import { INTERCOM_OPENING } from "./intercom/contact-requests.ts";
import {
  INTERCOM_PROMPTS_MAX,
  INTERCOM_REGIONS,
  INTERCOM_RULES,
  intercomApi,
  intercomHeaders,
  intercomQuickReplyHeaders,
} from "./intercom/intercom-api.ts";
import { readIntercomNotification } from "./intercom/read-notification.ts";
import { startIntercomConversation } from "./intercom/start-conversation.ts";

/** Intercom: replies as an admin, quick replies for chips, internal notes for agents. */
export const intercom: ChatBridge = defineBridge({
  manifest: {
    id: "intercom",
    title: "Intercom",
    description: "Intercom's Messenger: Usher replies as one of your admins and hears of users through webhooks.",
    docs: "docs/bridges.md#intercom",
    options: {
      accessToken: { type: "secret", required: true, description: "Access token of your Intercom app" },
      clientSecret: { type: "secret", required: true, description: "Client secret of the app: signs the webhooks" },
      adminId: { type: "text", required: true, description: "Id of the admin in whose name Usher writes" },
      region: { type: "choice", choices: Object.keys(INTERCOM_REGIONS), description: "Where the workspace is; us" },
      openingText: { type: "text", description: "First line of a conversation that Usher starts for a user" },
    },
    capabilities: {
      typing: false,
      chips: { max: INTERCOM_PROMPTS_MAX, labelChars: 60 },
      handover: true,
      links: true,
    },
    delivery: "vendor",
    text: { format: "html", maxChars: 7_000 },
    webhook: { proof: "hmac", replay: "moment", answerWithinMs: 5_000 },
    verified: [
      {
        how: "documentation",
        what: "REST API 2.11 to 2.15: reply, quick replies, notes, redact, delete, contact search",
      },
      { how: "documentation", what: "signed notifications (HMAC-SHA1, X-Hub-Signature) and webhook topics" },
      { how: "source", what: "intercom-client 7.0.3: types of replies and of quick reply options" },
    ],
  },
  ready: (target) => needsConversation(target),
  open: (target, options, io) => startIntercomConversation(target, options, io),
  send: (part, options, io) => reply(part, part.chips.length > 0 ? "quick_reply" : "comment", options, io),
  note: (part, options, io) => reply(part, "note", options, io),
  verify: (request, { clientSecret }, tools) => checkHubSignature(request, String(clientSecret), tools),
  read: (body, found, options, request) =>
    readIntercomNotification(body, found, {
      adminId: String(options.adminId),
      openingText: textOf(options.openingText) ?? INTERCOM_OPENING,
      receivedAt: request.receivedAt,
    }),
});

async function reply(
  { text, chips, target }: MessagePart,
  type: "comment" | "note" | "quick_reply",
  options: BridgeOptions,
  io: BridgeIo,
): Promise<SendResult> {
  const quick = type === "quick_reply";
  const answer = await callVendor(
    {
      method: "POST",
      url: `${intercomApi(options)}/conversations/${pathSegment(target.conversationId)}/reply`,
      headers: quick ? intercomQuickReplyHeaders(options) : intercomHeaders(options),
      json: {
        message_type: type,
        type: "admin",
        admin_id: String(options.adminId),
        body: text,
        ...(quick ? { reply_options: chips.map(({ id, label }) => ({ text: label, uuid: id })) } : {}),
      },
    },
    INTERCOM_RULES,
    io,
  );
  if (!answer.ok) return answer;
  const { id, type: kind } = answer.body;
  if (textOf(id) === undefined || (kind !== "conversation" && kind !== "conversation_part")) {
    return failure("reply_unreadable", "Intercom's answer is no conversation.", { status: answer.status });
  }
  return { ok: true, id: newestPart(answer.body) ?? textOf(id), conversationId: target.conversationId };
}

/** Intercom answers with the whole conversation: what was written last is at the end. */
function newestPart(body: Readonly<Record<string, unknown>>): string | undefined {
  const parts = isObject(body.conversation_parts) ? body.conversation_parts.conversation_parts : undefined;
  const last: unknown = Array.isArray(parts) ? parts.at(-1) : undefined;
  return isObject(last) ? textOf(last.id) : undefined;
}
