import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const DAY = 86_400_000;

test.each([
  ["120", 120_000],
  [" 7 ", 7_000],
  ["0", 0],
  ["1.5", 1_500],
  ["0.0004", 1],
  ["1000000000", DAY],
  ["Sat, 21 Nov 2026 10:01:00 GMT", 60_000],
  ["Saturday, 21-Nov-26 10:01:00 GMT", 60_000],
  ["Sat Nov 21 10:01:00 2026 GMT", 60_000],
  ["Fri, 20 Nov 2026 10:00:00 GMT", 0],
  ["Fri, 21 Nov 2036 10:00:00 GMT", DAY],
  ["", undefined],
  ["soon", undefined],
  ["-5", undefined],
  ["1e3", undefined],
  ["0x10", undefined],
  ["Infinity", undefined],
  ["NaN", undefined],
  ["12 apples", undefined],
  ["1", 1_000],
  ["2027", 2_027_000],
  ["Nov 21", undefined],
  ["Sat, 99 Foo 2026 10:01:00 GMT", undefined],
  [null, undefined],
  [undefined, undefined],
])("Retry-After %j", (header, expected) => {
  expect(parseRetryAfter(header, NOW)).toBe(expected);
});

test("whatever is sent, the answer is nothing or a wait of at most a day", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String)), (header) => {
      const wait = parseRetryAfter(header, NOW);
      expect(wait === undefined || (wait >= 0 && wait <= DAY)).toBe(true);
    }),
  );
});
