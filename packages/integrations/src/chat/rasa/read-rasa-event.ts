import { SECOND_MS } from "@usher/core";
import { firstText, objectOf, textOf } from "../../sources/body/json-values.ts";
import type { InboundCollector } from "../inbound/inbound-collector.ts";

/**
 * What Rasa's side sends: the tutorial's action server (`sender_id`, `query`, `metadata`), or one event of Rasa's
 * tracker as an event broker forwards it (`event: user | bot | pause | resume | session_started`).
 */
export function readRasaEvent(body: Readonly<Record<string, unknown>>, found: InboundCollector): void {
  const metadata = objectOf(body.metadata);
  const custom = objectOf(metadata.customData);
  const parsed = objectOf(body.parse_data);
  const place = {
    conversationId: firstText(body.sender_id, body.sender),
    id: firstText(body.message_id, parsed.message_id),
    at: typeof body.timestamp === "number" && body.timestamp > 0 ? Math.round(body.timestamp * SECOND_MS) : undefined,
    person: {
      userId: firstText(metadata.userId, custom.userId, body.user_id),
      sessionId: firstText(metadata.usherSession, custom.usherSession),
    },
  };
  const text = firstText(body.query, body.message, body.text) ?? "";
  switch (textOf(body.event)) {
    case undefined:
    case "user":
      // Our own external intent is a user event in Rasa's tracker.
      if (text.startsWith("EXTERNAL: ") || text.startsWith("/EXTERNAL_")) return found.ignore("own_message");
      return found.message(place, text);
    case "bot":
      return found.ignore("own_message");
    case "pause":
      return found.note("human-joined", place);
    case "resume":
      return found.note("human-left", place);
    case "session_started":
      return found.note("conversation-started", place);
    default:
      found.ignore("other_event");
  }
}
