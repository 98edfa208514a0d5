import { INTERCOM_PROMPTS_MAX } from "./intercom-api.ts";

/** Labels as they can be shown: trimmed, not empty, at most three. */
export function intercomQuickReplyLabels(labels: readonly string[]): readonly string[] {
  return labels
    .map((label) => label.trim())
    .filter((label) => label !== "")
    .slice(0, INTERCOM_PROMPTS_MAX);
}

export interface IntercomQuickReply {
  readonly message_type: "quick_reply";
  readonly type: "admin";
  readonly admin_id: string;
  readonly body: string;
  readonly reply_options: readonly { readonly text: string; readonly uuid: string }[];
}

/**
 * The body of a quick reply for labels without ids of their own. An option is known by its label in lower case with
 * dashes, or by `option`; two that would be the same are told apart by a number.
 */
export function intercomQuickReplyPayload(
  adminId: string,
  body: string,
  labels: readonly string[],
): IntercomQuickReply {
  const known = new Set<string>();
  const options = intercomQuickReplyLabels(labels).map((text) => {
    const slug = slugOf(text);
    let uuid = slug;
    for (let count = 2; known.has(uuid); count++) uuid = `${slug}-${count}`;
    known.add(uuid);
    return { text, uuid };
  });
  return { message_type: "quick_reply", type: "admin", admin_id: adminId, body, reply_options: options };
}

function slugOf(label: string): string {
  const slug = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return slug === "" ? "option" : slug;
}

/** Where Intercom posts its notifications. Throws RangeError for a product that cannot be part of a path. */
export function intercomWebhookUrl(host: string, productId: string): string {
  return `${origin(host)}/chatbot-webhook/${product(productId)}`;
}

/** Where the labels of the next chips are asked for. Throws RangeError as `intercomWebhookUrl`. */
export function intercomLabelPromptsUrl(host: string, productId: string): string {
  return `${origin(host)}/intercom/proactive/${product(productId)}`;
}

export interface LabelPromptsRequest {
  readonly session_id: string;
  readonly conversation_id: string;
  readonly action_count: number;
}

export function labelPromptsRequest(sessionId: string, conversationId: string, actionCount = 1): LabelPromptsRequest {
  return { session_id: sessionId.trim(), conversation_id: conversationId.trim(), action_count: actionCount };
}

/** A policy as the configuration writes it. */
export interface IntercomProactivePolicy {
  readonly enabled: boolean;
  readonly min_actions: number;
  readonly cooldown_seconds: number;
}

export const INTERCOM_PROACTIVE_POLICY: IntercomProactivePolicy = {
  enabled: true,
  min_actions: 1,
  cooldown_seconds: 0,
};

export function origin(host: string): string {
  const bare = host.trim().replace(/\/+$/, "");
  return /^https?:\/\//i.test(bare) ? bare : `https://${bare}`;
}

export function product(productId: string): string {
  const id = productId.trim();
  if (id === "" || id.includes("/") || id === "." || id === "..") {
    throw new RangeError("The product's id must not be empty, or hold a slash.");
  }
  return encodeURIComponent(id);
}
