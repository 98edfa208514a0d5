import { type AnyPayload, parseActionsPayload, parseSummaryPayload } from "@usher/core/documented";

/** One frame of the stream, understood as far as possible. */
export type StreamFrame =
  | { readonly type: "payload"; readonly payload: AnyPayload }
  /** The `usertour_trigger` frame, and every kind this version does not know. `data` is as it came. */
  | { readonly type: "other"; readonly name: string; readonly data: Readonly<Record<string, unknown>> }
  /** The server says something about the stream itself. */
  | { readonly type: "control"; readonly control: "heartbeat" | "reset" | "lagged" }
  /** The first frame for a named consumer: what its acknowledgements have to carry. */
  | { readonly type: "control"; readonly control: "ready"; readonly fence: number | null }
  | { readonly type: "unusable"; readonly reason: "not_json" | "not_an_object" | "malformed" | "untyped" };

const HEARTBEAT: StreamFrame = { type: "control", control: "heartbeat" };
const LAGGED: StreamFrame = { type: "control", control: "lagged" };
const RESET: StreamFrame = { type: "control", control: "reset" };

/** Frames that are told by the event's name; all others by the `type` inside, whatever their name. */
const CONTROLS: ReadonlyMap<string, StreamFrame> = new Map([
  ["heartbeat", HEARTBEAT],
  ["lagged", LAGGED],
  ["reset", RESET],
]);

/** Reads one event of the stream. Never throws: one bad frame must not cost the connection. */
export function parseStreamFrame(event: string | undefined, text: string): StreamFrame {
  const control = event === undefined ? undefined : CONTROLS.get(event);
  if (control) return control;
  const isReady = event === "ready";
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { type: "unusable", reason: "not_json" };
  }
  if (isReady && isRecord(data)) {
    return { type: "control", control: "ready", fence: typeof data.fence === "number" ? data.fence : null };
  }
  if (!isRecord(data)) return { type: "unusable", reason: "not_an_object" };
  return readTyped(data);
}

function readTyped(data: Readonly<Record<string, unknown>>): StreamFrame {
  try {
    if (data.type === "actions") return { type: "payload", payload: parseActionsPayload(data) };
    if (data.type === "summary") return { type: "payload", payload: parseSummaryPayload(data) };
  } catch {
    return { type: "unusable", reason: "malformed" };
  }
  return typeof data.type === "string"
    ? { type: "other", name: data.type, data }
    : { type: "unusable", reason: "untyped" };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
