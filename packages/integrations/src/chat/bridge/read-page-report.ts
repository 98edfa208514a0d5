import { isObject, textOf } from "../../sources/body/json-values.ts";
import type { InboundRequest } from "../inbound/inbound.ts";
import type { InboundCollector } from "../inbound/inbound-collector.ts";

const NOTES = {
  human_joined: "human-joined",
  human_left: "human-left",
  conversation_started: "conversation-started",
  conversation_ended: "conversation-ended",
} as const;

/**
 * What Usher's page adapters report, and what is sent to the generic webhook: `type`, `conversation_id`, `message_id`,
 * `text`, `chip_id`. Who it is comes from the session token alone when there is one.
 */
export function readPageReport(
  body: Readonly<Record<string, unknown>>,
  found: InboundCollector,
  { session, receivedAt }: InboundRequest,
): void {
  const place = {
    conversationId: body.conversation_id ?? session?.sessionId,
    id: body.message_id ?? body.id,
    at: receivedAt,
    person: session ?? {
      userId: body.user_id,
      sessionId: body.session_id,
      email: body.email,
      contactId: body.contact_id,
    },
  };
  const type = textOf(body.type)?.replaceAll("-", "_");
  if (type === "user_message") {
    const text = isObject(body.message) ? body.message.text : body.text;
    found.message(place, textOf(text) ?? "", body.chip_id);
  } else if (type !== undefined && Object.hasOwn(NOTES, type)) {
    found.note(NOTES[type as keyof typeof NOTES], place);
  } else {
    found.ignore("other_event");
  }
}
