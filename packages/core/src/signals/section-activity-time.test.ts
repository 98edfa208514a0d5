import fc from "fast-check";
import { expect, test } from "vitest";
import { iso8601UtcZ } from "./section-activity-time.ts";

test.each([
  [0, "1970-01-01T00:00:00Z"],
  [59.999, "1970-01-01T00:00:59Z"],
  [-1, "1969-12-31T23:59:59Z"],
  [1_709_164_800, "2024-02-29T00:00:00Z"],
  [1_700_000_000_000, "2023-11-14T22:13:20Z"],
  [253_402_300_799, "9999-12-31T23:59:59Z"],
  [1e18, ""],
  [Number.NaN, ""],
])("%d is %j", (timestamp, text) => expect(iso8601UtcZ(timestamp)).toBe(text));

test("agrees with the platform's calendar", () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (second) => {
      expect(iso8601UtcZ(second)).toBe(new Date(second * 1_000).toISOString().replace(".000Z", "Z"));
    }),
  );
});
