import { isObject, type JsonObject, textOf } from "../../sources/body/json-values.ts";

/** What a conversation that Usher starts begins with, in the user's name. */
export const INTERCOM_OPENING = "Hi, I'd like some help based on my recent session.";

export interface ContactSearch {
  readonly query: { readonly field: "email" | "external_id"; readonly operator: "="; readonly value: string };
}

export function contactSearchByEmail(email: string): ContactSearch {
  return { query: { field: "email", operator: "=", value: email.trim() } };
}

export function contactSearchByExternalId(externalId: string): ContactSearch {
  return { query: { field: "external_id", operator: "=", value: externalId.trim() } };
}

/** Id of the first contact of a search's answer. */
export function firstContactId(body: JsonObject): string | undefined {
  const first: unknown = Array.isArray(body.data) ? body.data[0] : undefined;
  return isObject(first) ? textOf(first.id) : undefined;
}

export interface CreateConversation {
  readonly from: { readonly type: "user"; readonly id: string };
  readonly body: string;
}

export function createUserConversation(contactId: string, body: string = INTERCOM_OPENING): CreateConversation {
  return { from: { type: "user", id: contactId }, body };
}

/** The conversation's id of the answer to creating one: Intercom answers with the message that began it. */
export function createdConversationId(body: JsonObject): string | undefined {
  return textOf(body.conversation_id) ?? (body.type === "conversation" ? textOf(body.id) : undefined);
}
