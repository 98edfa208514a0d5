import { UsherError } from "../errors.ts";
import { isJsonObject, jsonId, jsonNumber, jsonText } from "../json-values.ts";
import { type ActionsPayload, actionsPayloadToText } from "./actions-payload.ts";
import { wireSeconds } from "./slim-action.ts";

/** Prose that stands for a session's earlier actions: the `summary` event of the stream. */
export interface SummaryPayload {
  readonly type: "summary";
  readonly productId: string;
  readonly sessionId: string | null;
  readonly summary: string;
  /** How many actions it stands for. */
  readonly replaces: number;
  /** Seconds since the Unix epoch; 0 when unknown. */
  readonly forwardedAtS: number;
  /** Who put it into words: counted from the actions, or a model. Left out by senders that do not say. */
  readonly origin?: SummaryOrigin;
}

export type SummaryOrigin = "extractive" | "model";

export type AnyPayload = ActionsPayload | SummaryPayload;

/** Reads a wire object, unusable scalars become the default. Throws UsherError `payload_invalid` for a non-object. */
export function parseSummaryPayload(data: unknown): SummaryPayload {
  if (!isJsonObject(data)) throw new UsherError("payload_invalid", "payload: expected an object", { path: "payload" });
  return {
    type: "summary",
    productId: jsonText(data.product_id),
    sessionId: jsonId(data.session_id),
    summary: jsonText(data.summary),
    replaces: jsonNumber(data.replaces) ?? 0,
    forwardedAtS: wireSeconds(data.forwarded_at),
    ...(data.origin === "extractive" || data.origin === "model" ? { origin: data.origin } : {}),
  };
}

/** The wire form, snake_case. */
export function summaryPayloadToWire(payload: SummaryPayload): Record<string, string | number | null> {
  return {
    type: "summary",
    product_id: payload.productId,
    session_id: payload.sessionId,
    summary: payload.summary,
    replaces: payload.replaces,
    forwarded_at: payload.forwardedAtS,
    ...(payload.origin === undefined ? {} : { origin: payload.origin }),
  };
}

/** What a model reads: the prose itself (line breaks kept), or the list of actions. */
export function payloadToText(payload: AnyPayload): string {
  return payload.type === "summary" ? payload.summary : actionsPayloadToText(payload);
}
