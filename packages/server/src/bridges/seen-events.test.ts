import { expect, test } from "vitest";
import { createSeenEvents } from "./seen-events.ts";

test("an event is taken once in ten minutes, unless it could not be", () => {
  let now = 1_000;
  const seen = createSeenEvents({ now: () => now });
  expect([seen.isFirst("a"), seen.isFirst("a"), seen.isFirst("b")]).toEqual([true, false, true]);
  seen.forget("a");
  expect(seen.isFirst("a")).toBe(true);
  now += 599_999;
  expect(seen.isFirst("a")).toBe(false);
  now += 1;
  expect(seen.isFirst("a")).toBe(true);
});

test("what was seen longest ago makes room", () => {
  const seen = createSeenEvents({ now: () => 1_000, limit: 2 });
  for (const key of ["a", "b", "c", "d", "e", "f"]) seen.isFirst(key);
  expect(seen.isFirst("f")).toBe(false);
  expect(seen.isFirst("a")).toBe(true);
});
