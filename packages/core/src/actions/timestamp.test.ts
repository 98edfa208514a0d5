import fc from "fast-check";
import { expect, test } from "vitest";
import { isEventTime, parseTimestamp } from "./timestamp.ts";

const MOMENT = Date.UTC(2026, 4, 19, 11, 7, 19, 847);

test.each([
  ["epoch seconds, number", MOMENT / 1_000],
  ["epoch seconds, string", String(MOMENT / 1_000)],
  ["epoch milliseconds, number", MOMENT],
  ["epoch milliseconds, string", String(MOMENT)],
  ["epoch microseconds", MOMENT * 1_000],
  ["epoch microseconds, string", `${MOMENT}000`],
  ["epoch nanoseconds, string", `${MOMENT}000000`],
  ["epoch nanoseconds, number", MOMENT * 1_000_000],
  ["ISO with Z", "2026-05-19T11:07:19.847Z"],
  ["ISO with an offset", "2026-05-19T13:07:19.847+02:00"],
  ["ISO with a short offset", "2026-05-19T08:07:19.847-0300"],
  ["ISO without a zone is UTC", "2026-05-19T11:07:19.847"],
  ["ISO with a space", "2026-05-19 11:07:19,847"],
  ["padded", "  2026-05-19T11:07:19.847Z "],
  ["anything with getTime()", new Date(MOMENT)],
])("%s is the same moment", (_, value) => {
  expect(parseTimestamp(value)).toBe(MOMENT);
});

test.each([
  [undefined],
  [null],
  [""],
  ["yesterday"],
  ["2026-13-01"],
  ["2026-02-29T00:00:00Z"],
  ["2026-05-19T25:00:00Z"],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [-5],
  [0],
  // Before 2000 and from 2100 on in the unit next to it: no unit is guessed.
  [946_684_799],
  [4_102_444_800],
  [946_684_799_999],
  [4_102_444_800_000],
  [99_999_999_999_999],
  [4_102_444_800_000_000],
  ["4102444800000000000"],
  [true],
  [{}],
  [{ getTime: () => "soon" }],
])("%j is not a time", (value) => {
  expect(parseTimestamp(value)).toBeUndefined();
});

test("every moment from 2000 to 2100 is read in each unit, and to the millisecond", () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) - 1 }), (ms) => {
      for (const value of [ms / 1_000, ms, ms * 1_000, `${ms}000000`]) expect(parseTimestamp(value)).toBe(ms);
    }),
  );
});

test("events happen from 2000 to 2100, or do not say when", () => {
  for (const value of [undefined, null, "", MOMENT, "2000-01-01T00:00:00Z", "2099-12-31T23:59:59.999Z"]) {
    expect(isEventTime(value)).toBe(true);
  }
  for (const value of ["yesterday", 1e14, "1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", -1, 0]) {
    expect(isEventTime(value)).toBe(false);
  }
});

test("agrees with the platform on every ISO moment", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1970-01-02"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
      (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      },
    ),
  );
});

test("takes anything without throwing", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const moment = parseTimestamp(value);
      expect(moment === undefined || Number.isInteger(moment)).toBe(true);
    }),
  );
});
