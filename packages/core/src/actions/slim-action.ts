import { UsherError } from "../errors.ts";
import { isJsonObject, jsonId, jsonNumber, jsonText } from "../json-values.ts";
import { oneLine } from "./payload-text.ts";
import { parseTimestamp } from "./timestamp.ts";

/** One user action as it travels in an `actions` payload. Moments are seconds since the Unix epoch, as on the wire. */
export interface SlimAction {
  /** Short name of what happened, e.g. `Clicked Export CSV`. Default "". */
  readonly title: string;
  /** The same in a sentence; this is what models and people read. Default "". */
  readonly description: string;
  /** Address with identifying segments replaced by `:id`. Default "". */
  readonly canonicalUrl: string;
  /** Position in the session, from 0. Default 0. */
  readonly index: number;
  /** pageview, click, submit, type, focus, blur or a custom name. Default "". */
  readonly type: string;
  /** Default 0: unknown. */
  readonly timestampStartS: number;
  /** The next action's start, or this one's own. Default 0: unknown. */
  readonly timestampEndS: number;
  /** Address as the browser showed it. Default "". */
  readonly rawUrl: string;
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly email: string | null;
  readonly conversationId: string | null;
}

/** Fills in the defaults of everything left out. */
export function slimAction(fields: Partial<SlimAction> = {}): SlimAction {
  return {
    title: fields.title ?? "",
    description: fields.description ?? "",
    canonicalUrl: fields.canonicalUrl ?? "",
    index: fields.index ?? 0,
    type: fields.type ?? "",
    timestampStartS: fields.timestampStartS ?? 0,
    timestampEndS: fields.timestampEndS ?? 0,
    rawUrl: fields.rawUrl ?? "",
    sessionId: fields.sessionId ?? null,
    userId: fields.userId ?? null,
    email: fields.email ?? null,
    conversationId: fields.conversationId ?? null,
  };
}

/**
 * Reads a wire object. Unknown fields are ignored and unusable values become the default, so that one odd field of a
 * vendor does not lose the action. Throws UsherError `payload_invalid` for anything that is not an object.
 */
export function parseSlimAction(data: unknown, path = "action"): SlimAction {
  if (!isJsonObject(data)) throw new UsherError("payload_invalid", `${path}: expected an object`, { path });
  return {
    title: jsonText(data.title),
    description: jsonText(data.description),
    canonicalUrl: jsonText(data.canonical_url),
    index: wireIndex(data.index),
    type: jsonText(data.type),
    timestampStartS: wireSeconds(data.timestamp_start),
    timestampEndS: wireSeconds(data.timestamp_end),
    rawUrl: jsonText(data.raw_url),
    sessionId: jsonId(data.session_id),
    userId: jsonId(data.user_id),
    email: jsonId(data.email),
    conversationId: jsonId(data.conversation_id),
  };
}

/** The wire form, snake_case. */
export function slimActionToWire(action: SlimAction): Record<string, string | number | null> {
  return {
    title: action.title,
    description: action.description,
    canonical_url: action.canonicalUrl,
    index: action.index,
    type: action.type,
    timestamp_start: action.timestampStartS,
    timestamp_end: action.timestampEndS,
    raw_url: action.rawUrl,
    session_id: action.sessionId,
    user_id: action.userId,
    email: action.email,
    conversation_id: action.conversationId,
  };
}

/** `[3] click: Opened billing settings — https://app.example.com/settings`, always a single line. */
export function slimActionToText(action: SlimAction): string {
  return oneLine(rawLine(action));
}

/** As `slimActionToText`, but the labels may hold line breaks: for listings that check the whole text at once. */
export function rawLine(action: SlimAction): string {
  return `[${action.index}] ${action.type}: ${action.description} — ${action.canonicalUrl}`;
}

/** Numbers are seconds and stay as sent; texts are epoch or ISO-8601 (both are seen in the field). */
export function wireSeconds(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : 0;
  if (typeof value !== "string") return 0;
  const ms = parseTimestamp(value);
  return ms === undefined ? 0 : ms / 1_000;
}

function wireIndex(value: unknown): number {
  const index = jsonNumber(value);
  return index !== undefined && Number.isSafeInteger(index) ? index : 0;
}
