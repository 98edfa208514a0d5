import type { RawEvent } from "@usher/core";
import type { PageStorage } from "../client/page-storage.ts";

const NAME = ":queue";
const KEEP_MS = 24 * 60 * 60 * 1_000;

/** Keeps unacknowledged events for the next page of this tab. */
export function saveQueue(storage: PageStorage, events: readonly RawEvent[]): void {
  if (events.length === 0) storage.remove(NAME);
  else storage.write(NAME, events);
}

/** What the previous page left, without what is too old to mean anything. */
export function takeSavedQueue(storage: PageStorage, now: number): readonly RawEvent[] {
  const events = storage.read<readonly RawEvent[]>(NAME);
  storage.remove(NAME);
  return Array.isArray(events)
    ? events.filter((event) => typeof event.at === "number" && now - event.at < KEEP_MS)
    : [];
}
