import type { StreamEntry, StreamLog, StreamPage } from "../ports/stream-log.ts";
import { entryText, openingText, type ResetReason, resetText } from "./product-frames.ts";
import type { ProductHub, Subscription } from "./product-hub.ts";
import { toBytes } from "./sink.ts";
import type { StreamStart } from "./stream-start.ts";

export interface Following extends Subscription {
  readonly log: Pick<StreamLog, "entriesAfter" | "head">;
  readonly hub: Pick<ProductHub, "subscribe">;
  readonly epoch: string;
  readonly start: StreamStart;
  /** First frame of the stream, given the position it begins after. Default: a heartbeat with that id. */
  readonly opening?: (position: number) => string;
  /** Told once whether everything after the reader's position could be sent. */
  readonly onStart?: (result: "full" | "reset") => void;
}

/** Entries read from the log at a time, and bytes written before the reader must have taken them. */
const PAGE_ENTRIES = 200;
const CHUNK_CHARS = 64 * 1024;

/**
 * Sends what a reader missed, then hands it over to the hub. The hub is subscribed to before the log is read: what is
 * committed in between is in one or the other, and the position says which, so nothing is left out or sent twice.
 * However much there is to replay, no more than one page of it is in memory. Resolves when the reader is live or gone.
 */
export async function followStream(following: Following): Promise<void> {
  const { log, hub, epoch, productId, sink } = following;
  const subscription = hub.subscribe(following);
  const begun = await begin(following);
  let { reached } = begun;
  if (sink.closed) return;
  following.onStart?.(begun.reset === undefined ? "full" : "reset");
  const opening = following.opening ?? ((position) => openingText(epoch, position));
  const first = begun.reset === undefined ? "" : resetText(epoch, begun.reset, reached, begun.head);
  sink.write(toBytes(opening(reached) + first));
  for (let isFirst = true; ; isFirst = false) {
    const page = await log.entriesAfter(productId, reached, PAGE_ENTRIES);
    // Retention may overtake a reader that takes long over its history.
    if (!isFirst && isPruned(page, reached)) {
      reached = beforeOldest(page);
      sink.write(toBytes(resetText(epoch, "too_old", reached, page.head)));
    }
    await replay(following, page.entries);
    if (sink.closed) return;
    reached = page.entries.at(-1)?.position ?? reached;
    if (page.entries.length < PAGE_ENTRIES && subscription.release(reached)) return;
  }
}

interface Beginning {
  /** The stream goes on after this position. */
  readonly reached: number;
  readonly head: number;
  readonly reset?: ResetReason;
}

async function begin({ log, epoch, productId, start }: Following): Promise<Beginning> {
  if (start.type === "live") {
    const head = await log.head(productId);
    return { reached: head, head };
  }
  const from = start.type === "after" && start.position.epoch === epoch ? start.position.offset : 0;
  const page = await log.entriesAfter(productId, from, 1);
  const { head } = page;
  if (start.type === "beginning") return { reached: beforeOldest(page), head };
  if (start.type === "unreadable") return { reached: head, head, reset: "unreadable" };
  if (start.position.epoch !== epoch) return { reached: head, head, reset: "other_history" };
  if (from > head) return { reached: head, head, reset: "ahead" };
  if (isPruned(page, from)) return { reached: beforeOldest(page), head, reset: "too_old" };
  return { reached: from, head };
}

function isPruned({ oldest, head }: StreamPage, reached: number): boolean {
  return reached < head && (oldest === null || oldest > reached + 1);
}

function beforeOldest({ oldest, head }: StreamPage): number {
  return oldest === null ? head : oldest - 1;
}

async function replay({ sink, epoch }: Following, entries: readonly StreamEntry[]): Promise<void> {
  let text = "";
  for (const entry of entries) {
    text += entryText(epoch, entry);
    if (text.length < CHUNK_CHARS) continue;
    sink.write(toBytes(text), 0);
    text = "";
    await sink.drained();
    if (sink.closed) return;
  }
  if (text !== "") sink.write(toBytes(text), 0);
  await sink.drained();
}
