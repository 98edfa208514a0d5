import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTimestamp } from "./timestamp.ts";

const MOMENT = Date.UTC(2026, 4, 19, 11, 7, 19, 847);

test.each([
  ["epoch seconds, number", MOMENT / 1_000],
  ["epoch seconds, string", String(MOMENT / 1_000)],
  ["epoch milliseconds, number", MOMENT],
  ["epoch milliseconds, string", String(MOMENT)],
  ["epoch microseconds", MOMENT * 1_000],
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
  [true],
  [{}],
  [{ getTime: () => "soon" }],
])("%j is not a time", (value) => {
  expect(parseTimestamp(value)).toBeUndefined();
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
