import { parsePosition, type StreamPosition } from "@usher/core";

/** Where a reader wants to begin. */
export type StreamStart =
  | { readonly type: "live" }
  /** With everything that is kept. */
  | { readonly type: "beginning" }
  | { readonly type: "after"; readonly position: StreamPosition }
  | { readonly type: "unreadable" };

/**
 * `Last-Event-ID` says where this reader is and wins; `since` and `after` are two names for where to begin: an id, a bare
 * position in this history, or 0. Undefined when the reader says nothing, which an empty value does as well.
 */
export function readStart(
  query: { readonly since?: string | undefined; readonly after?: string | undefined },
  lastEventId: string | undefined,
  epoch: string,
): StreamStart | undefined {
  if (lastEventId !== undefined && lastEventId !== "") return toStart(lastEventId, epoch);
  const text = query.since || query.after;
  if (text === undefined || text === "") return undefined;
  return text === "0" ? { type: "beginning" } : toStart(text, epoch);
}

function toStart(text: string, epoch: string): StreamStart {
  const position = /^\d{1,15}$/.test(text) ? { epoch, offset: Number(text) } : parsePosition(text);
  return position === undefined ? { type: "unreadable" } : { type: "after", position };
}
