import { UsherError } from "../errors.ts";
import { isJsonObject, jsonId, jsonText } from "../json-values.ts";
import { hasLines, oneLine } from "./payload-text.ts";
import {
  parseSlimAction,
  rawLine,
  type SlimAction,
  slimActionToText,
  slimActionToWire,
  wireSeconds,
} from "./slim-action.ts";

/** A batch of a session's actions: the `actions` event of the stream and of push webhooks. */
export interface ActionsPayload {
  readonly type: "actions";
  readonly productId: string;
  /** Null until the session is known. */
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly email: string | null;
  readonly conversationId: string | null;
  readonly actions: readonly SlimAction[];
  /** When the batch was sent, seconds since the Unix epoch; 0 when unknown. */
  readonly forwardedAtS: number;
}

/** Fills in the defaults of everything left out. */
export function actionsPayload(fields: Partial<Omit<ActionsPayload, "type">> = {}): ActionsPayload {
  return {
    type: "actions",
    productId: fields.productId ?? "",
    sessionId: fields.sessionId ?? null,
    userId: fields.userId ?? null,
    email: fields.email ?? null,
    conversationId: fields.conversationId ?? null,
    actions: fields.actions ?? [],
    forwardedAtS: fields.forwardedAtS ?? 0,
  };
}

/**
 * Reads a wire object. Unusable scalars become the default; the wire's `count` is ignored, the list itself is counted.
 * Throws UsherError `payload_invalid`, with the path, when the payload or one of its actions is not an object.
 */
export function parseActionsPayload(data: unknown): ActionsPayload {
  if (!isJsonObject(data)) throw new UsherError("payload_invalid", "payload: expected an object", { path: "payload" });
  return {
    type: "actions",
    productId: jsonText(data.product_id),
    sessionId: jsonId(data.session_id),
    userId: jsonId(data.user_id),
    email: jsonId(data.email),
    conversationId: jsonId(data.conversation_id),
    actions: parseActions(data.actions),
    forwardedAtS: wireSeconds(data.forwarded_at),
  };
}

function parseActions(value: unknown): readonly SlimAction[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UsherError("payload_invalid", "actions: expected a list", { path: "actions" });
  const actions: SlimAction[] = [];
  for (let at = 0; at < value.length; at++) {
    const item: unknown = value[at];
    actions.push(isJsonObject(item) ? parseSlimAction(item) : parseSlimAction(item, `actions[${at}]`));
  }
  return actions;
}

/** The wire form, snake_case, with `count` filled in. */
export function actionsPayloadToWire(payload: ActionsPayload): Record<string, unknown> {
  return {
    type: "actions",
    product_id: payload.productId,
    session_id: payload.sessionId,
    user_id: payload.userId,
    email: payload.email,
    conversation_id: payload.conversationId,
    actions: payload.actions.map(slimActionToWire),
    count: payload.actions.length,
    forwarded_at: payload.forwardedAtS,
  };
}

/** `Session s1 — 2 actions`, then one line for each action. */
export function actionsPayloadToText(payload: ActionsPayload): string {
  const { actions } = payload;
  const header = `${oneLine(`Session ${payload.sessionId ?? "unknown"}`)} — ${actions.length} actions`;
  let text = header;
  for (const action of actions) text += `\n${rawLine(action)}`;
  return hasLines(text, actions.length + 1) ? text : [header, ...actions.map(slimActionToText)].join("\n");
}

/**
 * Joins batches of one session in the order given: actions are re-indexed from 0, each identity field is the first
 * one known, and the moment is the latest. Throws UsherError `payloads_empty` for an empty list and `payloads_mixed`
 * when two products or two sessions meet, because their actions would be told as one story.
 */
export function mergeActionsPayloads(payloads: readonly ActionsPayload[]): ActionsPayload {
  if (payloads.length === 0)
    throw new UsherError("payloads_empty", "payloads: give at least one", { path: "payloads" });
  const actions: SlimAction[] = [];
  let forwardedAtS = Number.NEGATIVE_INFINITY;
  for (const payload of payloads) {
    for (const action of payload.actions) actions.push({ ...action, index: actions.length });
    forwardedAtS = Math.max(forwardedAtS, payload.forwardedAtS);
  }
  return {
    type: "actions",
    productId: only(payloads, "productId") ?? "",
    sessionId: only(payloads, "sessionId"),
    userId: first(payloads, "userId"),
    email: first(payloads, "email"),
    conversationId: first(payloads, "conversationId"),
    actions,
    forwardedAtS,
  };
}

type Identity = "productId" | "sessionId" | "userId" | "email" | "conversationId";

function first(payloads: readonly ActionsPayload[], key: Identity): string | null {
  for (const payload of payloads) if (payload[key]) return payload[key];
  return null;
}

function only(payloads: readonly ActionsPayload[], key: Identity): string | null {
  const value = first(payloads, key);
  const other = payloads.findIndex((payload) => payload[key] && payload[key] !== value);
  if (other === -1) return value;
  const path = `payloads[${other}].${key}`;
  throw new UsherError("payloads_mixed", `${path}: belongs to another ${key === "productId" ? "product" : "session"}`, {
    path,
  });
}
