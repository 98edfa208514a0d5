import type { RawEvent } from "@usher/core";
import { expect, test } from "vitest";
import { sliceEvents } from "./slice-events.ts";

function event(id: number, size = 10): RawEvent {
  return { id: `${id}`, type: "custom", properties: { text: "x".repeat(size) } };
}

test("batches stay within count and size, and lose nothing", () => {
  const events = Array.from({ length: 120 }, (_, index) => event(index));
  expect(sliceEvents(events, 50, 1_000_000).map((slice) => slice.length)).toEqual([50, 50, 20]);
  const bySize = sliceEvents(events, 50, 1_000);
  expect(bySize.flat()).toEqual(events);
  for (const slice of bySize) expect(JSON.stringify(slice).length).toBeLessThan(1_000);
});

test("an event too large for any batch travels alone", () => {
  expect(sliceEvents([event(1), event(2, 5_000), event(3)], 50, 1_000).map((slice) => slice.length)).toEqual([1, 1, 1]);
});
