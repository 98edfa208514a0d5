import type { RawEvent } from "@usher/core";

/** Cuts events into batches of at most `maxEvents` events and about `maxBytes` of JSON. */
export function sliceEvents(events: readonly RawEvent[], maxEvents: number, maxBytes: number): readonly RawEvent[][] {
  const slices: RawEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    // Three bytes a character at worst; labels are mostly ASCII, so characters plus a margin are close enough.
    const size = JSON.stringify(event).length * 1.2;
    const last = slices.at(-1);
    if (last === undefined || last.length >= maxEvents || bytes + size > maxBytes) {
      slices.push([event]);
      bytes = size;
    } else {
      last.push(event);
      bytes += size;
    }
  }
  return slices;
}
