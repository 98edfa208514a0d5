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

test("only so many are remembered", () => {
  const filter = new RepeatFilter(2);
  for (const id of ["1", "2", "3"]) filter.isRepeat(id, "x");
  expect(filter.isRepeat("3", "x")).toBe(true);
  expect(filter.isRepeat("1", "x")).toBe(false);
});
