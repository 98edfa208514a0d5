import { SECOND_MS } from "@usher/core";
import { firstText, type JsonObject, objectOf, textOf } from "../../sources/body/json-values.ts";
import type { InboundCollector } from "../inbound/inbound-collector.ts";

/**
 * A message hook of Landbot: one message in a list. `trace` is the `sentry-trace` header, the same for every attempt.
 * The customer is the conversation: Landbot has no other name for it.
 */
export function readLandbotHook(
  body: JsonObject,
  found: InboundCollector,
  agentId: string | undefined,
  trace: string | undefined,
): void {
  const messages: readonly unknown[] = Array.isArray(body.messages) ? body.messages : [];
  if (messages.length === 0) return found.ignore("other_event");
  for (const [index, each] of messages.entries()) {
    readMessage(objectOf(each), found, agentId, trace === undefined ? undefined : `${trace}.${index}`);
  }
}

function readMessage(
  message: JsonObject,
  found: InboundCollector,
  agentId: string | undefined,
  deliveryId: string | undefined,
): void {
  const sender = objectOf(message.sender);
  const customer = objectOf(message.customer);
  const contactId = textOf(customer.id);
  const raw = objectOf(message._raw);
  const place = {
    conversationId: contactId,
    id: firstText(raw.uuid, deliveryId),
    at: typeof message.timestamp === "number" ? Math.round(message.timestamp * SECOND_MS) : undefined,
    person: {
      contactId,
      userId: firstText(customer.usher_user, customer.user_id),
      sessionId: customer.usher_session,
      email: customer.email,
    },
  };
  switch (textOf(sender.type)) {
    case "customer":
      return found.message(place, textOf(objectOf(message.data).body) ?? "");
    case "agent":
      // What Usher sends is the token's agent speaking.
      return textOf(sender.id) === agentId || agentId === undefined
        ? found.ignore("own_message")
        : found.note("human-joined", place);
    case "bot":
      return found.ignore("own_message");
    case "sys":
      return readSystemMessage(message, found, place);
    default:
      found.ignore("other_event");
  }
}

function readSystemMessage(
  message: JsonObject,
  found: InboundCollector,
  place: Parameters<InboundCollector["note"]>[1],
): void {
  switch (firstText(objectOf(message.data).action, message.action)) {
    case "assign":
      return found.note("human-joined", place);
    case "unassign":
      return found.note("human-left", place);
    case "new_chat":
      return found.note("conversation-started", place);
    default:
      found.ignore("other_event");
  }
}
