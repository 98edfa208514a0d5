import { type EpochMs, SECOND_MS } from "@usher/core";
import { firstText, isObject, type JsonObject, objectOf, textOf } from "../../sources/body/json-values.ts";
import type { InboundCollector } from "../inbound/inbound-collector.ts";
import { stripHtml } from "../text/strip-html.ts";

/** The topics that link a conversation to a session. */
export const INTERCOM_WEBHOOK_TOPICS: readonly string[] = ["conversation.user.created", "conversation.user.replied"];

/** Intercom repeats a notification within minutes; an older one was recorded and is played back. */
const MAX_AGE_MS = 3_600_000;

export interface NotificationGround {
  readonly adminId: string;
  readonly openingText: string;
  readonly receivedAt: EpochMs;
}

/** One `notification_event`, already verified. */
export function readIntercomNotification(body: JsonObject, found: InboundCollector, ground: NotificationGround): void {
  const at = moment(body.created_at);
  if (at !== undefined && Math.abs(ground.receivedAt - at) > MAX_AGE_MS) return found.ignore("stale");
  const item = objectOf(objectOf(body.data).item);
  const part = newestPart(item);
  const place = {
    conversationId: item.id,
    id: firstText(body.id, part.id),
    at,
    person: personOf(item),
  };
  switch (textOf(body.topic)) {
    case "conversation.user.created": {
      found.note("conversation-started", place);
      const source = objectOf(item.source);
      const text = stripHtml(textOf(source.body) ?? "");
      // A conversation that Usher itself has started begins with this sentence, in the user's name.
      if (text === ground.openingText.trim()) return found.ignore("own_message");
      return objectOf(source.author).type === "admin" || objectOf(source.author).type === "bot"
        ? found.ignore("own_message")
        : found.message(place, text);
    }
    case "conversation.user.replied":
      if (["admin", "bot"].includes(String(objectOf(part.author).type))) return found.ignore("own_message");
      return found.message(place, stripHtml(textOf(part.body) ?? ""), chosenOption(part));
    case "conversation.admin.replied":
    case "conversation.admin.single.created": {
      const author = objectOf(part.author);
      const isOurs = author.type === "bot" || textOf(author.id) === ground.adminId || author.type === undefined;
      return isOurs ? found.ignore("own_message") : found.note("human-joined", place);
    }
    case "conversation.admin.assigned": {
      const assignee = textOf(item.admin_assignee_id) ?? textOf(objectOf(item.assignee).id);
      if (assignee === ground.adminId) return found.ignore("own_message");
      return found.note(assignee === undefined || assignee === "0" ? "human-left" : "human-joined", place);
    }
    case "conversation.admin.closed":
      found.note("human-left", place);
      return found.note("conversation-ended", place);
    case "conversation.deleted":
      return found.note("conversation-ended", place);
    default:
      found.ignore("other_event");
  }
}

function newestPart(item: JsonObject): JsonObject {
  const parts: unknown = objectOf(item.conversation_parts).conversation_parts;
  return objectOf(Array.isArray(parts) ? parts.at(-1) : undefined);
}

/** Intercom names the chosen quick reply beside the text: what it was called may have been translated since. */
function chosenOption(part: JsonObject): string | undefined {
  const metadata = objectOf(part.metadata);
  const options: unknown = metadata.quick_reply_options;
  const first: unknown = Array.isArray(options) ? options[0] : undefined;
  return firstText(metadata.quick_reply_uuid, isObject(first) ? first.uuid : undefined);
}

function personOf(item: JsonObject): { contactId: unknown; userId: unknown; email: unknown } {
  const contacts: unknown = objectOf(item.contacts).contacts ?? item.contacts;
  const contact = objectOf(Array.isArray(contacts) ? contacts[0] : undefined);
  const user = objectOf(item.user);
  return {
    contactId: firstText(contact.id, user.id),
    userId: firstText(contact.external_id, user.user_id),
    email: firstText(contact.email, user.email, objectOf(objectOf(item.source).author).email),
  };
}

function moment(value: unknown): EpochMs | undefined {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.round(value * SECOND_MS) : undefined;
}
