import { formatPosition } from "@usher/core";
import type { StreamEntry } from "../ports/stream-log.ts";
import { toBytes } from "./sink.ts";

/** Why a reader's position could not be honoured. */
export type ResetReason =
  /** What followed it is beyond retention; the stream goes on with the oldest entry kept. */
  | "too_old"
  /** It belongs to another history: the server's data was replaced. The stream goes on with what happens now. */
  | "other_history"
  /** It lies in the future of this history, as after a restore from a backup. Goes on with what happens now. */
  | "ahead"
  /** It is not a position. Goes on with what happens now. */
  | "unreadable";

/** Payloads are unnamed frames, as existing readers of the stream expect; `data` is one line of JSON already. */
export function entryText(epoch: string, { position, data }: Pick<StreamEntry, "position" | "data">): string {
  return `id: ${formatPosition({ epoch, offset: position })}\ndata: ${data}\n\n`;
}

/** Silence would look like a dead connection. */
export const HEARTBEAT: Uint8Array = toBytes("event: heartbeat\ndata: \n\n");

/** The reader was too slow and is cut after this frame: it resumes from its last id. */
export const LAGGED: Uint8Array = toBytes('event: lagged\ndata: {"reason":"too_slow"}\n\n');

/** A heartbeat that says where the stream begins, so that a reader cut before the first payload can resume. */
export function openingText(epoch: string, position: number): string {
  return `event: heartbeat\nid: ${formatPosition({ epoch, offset: position })}\ndata: \n\n`;
}

/** The position the reader gave cannot be honoured; the stream goes on after `position`. */
export function resetText(epoch: string, reason: ResetReason, position: number, head: number): string {
  const id = formatPosition({ epoch, offset: position });
  const data = JSON.stringify({ reason, id, head: formatPosition({ epoch, offset: head }) });
  return `event: reset\nid: ${id}\ndata: ${data}\n\n`;
}
