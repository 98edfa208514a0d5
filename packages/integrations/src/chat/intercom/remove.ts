import type { BridgeIo } from "../bridge/bridge-io.ts";
import { callVendor } from "../bridge/call-vendor.ts";
import { failure } from "../bridge/failures.ts";
import type { BridgeOptions } from "../bridge/manifest.ts";
import type { PostResult } from "../bridge/message.ts";
import { pathSegment } from "../bridge/path-segment.ts";
import { INTERCOM_RULES, INTERCOM_VERSIONS, intercomApi, intercomHeaders } from "./intercom-api.ts";

/** Deletes a conversation, keeping what reports counted unless told otherwise. One that is gone counts as deleted. */
export async function deleteIntercomConversation(
  conversationId: string,
  options: BridgeOptions,
  io: BridgeIo,
  retainMetrics = true,
): Promise<PostResult> {
  const id = pathSegment(conversationId);
  if (id === undefined) return failure("conversation_not_found", "This is no id of a conversation.");
  const answer = await callVendor(
    {
      method: "DELETE",
      url: `${intercomApi(options)}/conversations/${id}?retain_metrics=${retainMetrics}`,
      headers: intercomHeaders(options, INTERCOM_VERSIONS.remove),
    },
    INTERCOM_RULES,
    io,
  );
  if (answer.ok || answer.code === "conversation_not_found") return { ok: true, ids: [conversationId] };
  return answer;
}

/** Takes back a note, for example when a summary has replaced it. */
export async function redactIntercomPart(
  conversationId: string,
  partId: string,
  options: BridgeOptions,
  io: BridgeIo,
): Promise<PostResult> {
  const answer = await callVendor(
    {
      method: "POST",
      url: `${intercomApi(options)}/conversations/redact`,
      headers: intercomHeaders(options),
      json: { type: "conversation_part", conversation_id: conversationId, conversation_part_id: partId },
    },
    INTERCOM_RULES,
    io,
  );
  return answer.ok ? { ok: true, ids: [partId], conversationId } : answer;
}
