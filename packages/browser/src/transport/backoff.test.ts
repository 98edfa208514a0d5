import { expect, test } from "vitest";
import { backoffMs, retryAfterMs } from "./backoff.ts";

test("the ceiling doubles from one second to a minute, with full jitter below it", () => {
  const ceilings = [1, 2, 3, 6, 7, 50].map((failures) => backoffMs(failures, 0.999_999));
  expect(ceilings).toEqual([999, 1_999, 3_999, 31_999, 59_999, 59_999]);
  expect(backoffMs(5, 0)).toBe(0);
});

test.each([
  ["2", 2_000],
  ["Thu, 01 Jan 1970 00:00:10 GMT", 9_000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
])("Retry-After %j means %j ms", (header, wait) => {
  expect(retryAfterMs(header, 1_000)).toBe(wait);
});
