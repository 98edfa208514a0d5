import { expect, test } from "vitest";
import { RepeatFilter } from "./repeat-filter.ts";

test("the same id with the same text is a repeat; with other text it is news", () => {
  const filter = new RepeatFilter();
  expect(filter.isRepeat("1", "a")).toBe(false);
  expect(filter.isRepeat("1", "a")).toBe(true);
  // A server that lost its data counts from 1 again.
  expect(filter.isRepeat("1", "b")).toBe(false);
  expect(filter.isRepeat("2", "a")).toBe(false);
});

test("only so many are remembered, and only so much text", () => {
  const few = new RepeatFilter({ maxEvents: 2 });
  for (const id of ["1", "2", "3"]) few.isRepeat(id, "x");
  expect([few.isRepeat("3", "x"), few.isRepeat("1", "x")]).toEqual([true, false]);
  const short = new RepeatFilter({ maxChars: 10 });
  for (const id of ["1", "2", "3"]) short.isRepeat(id, "12345");
  expect([short.isRepeat("3", "12345"), short.isRepeat("2", "12345"), short.isRepeat("1", "12345")]).toEqual([
    true,
    true,
    false,
  ]);
});
