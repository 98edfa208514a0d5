import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../ids.ts";
import { endOfDay, type LocalZone, minuteOfDay, nextTimeOfDay } from "./local-zone.ts";

const newYork: LocalZone = {
  name: "America/New_York",
  offsetMin: -300,
  next: { at: Date.UTC(2026, 2, 8, 7), offsetMin: -240 },
};
const kolkata: LocalZone = { name: "Asia/Kolkata", offsetMin: 330, next: null };

describe("the clock on the wall", () => {
  test.each([
    [null, Date.UTC(2026, 0, 1, 23, 59, 59, 999), 1_439],
    [kolkata, Date.UTC(2026, 0, 1, 18, 30), 0],
    [newYork, Date.UTC(2026, 0, 1, 4, 59), 1_439],
    [newYork, Date.UTC(2026, 2, 8, 6, 59), 119],
    // 02:00 is skipped: the wall goes from 01:59 to 03:00.
    [newYork, Date.UTC(2026, 2, 8, 7, 0), 180],
  ])("%s", (zone, at, minute) => {
    expect(minuteOfDay(zone, at)).toBe(minute);
  });

  test("a day on which the clocks go forward is an hour shorter", () => {
    const midnight = Date.UTC(2026, 2, 8, 5);
    expect(endOfDay(newYork, midnight) - midnight).toBe(23 * HOUR_MS);
    expect(endOfDay(kolkata, Date.UTC(2026, 0, 1, 18, 30))).toBe(Date.UTC(2026, 0, 2, 18, 30));
  });

  test("the next time of day is ahead, within a day and an hour, and the wall then shows it", () => {
    const zones = fc.constantFrom(null, kolkata, newYork);
    fc.assert(
      fc.property(zones, fc.integer({ min: 180, max: 1_439 }), fc.nat(300 * DAY_MS), (zone, minute, offset) => {
        const at = Date.UTC(2026, 0, 1) + offset;
        const next = nextTimeOfDay(zone, minute, at);
        expect(next).toBeGreaterThan(at);
        expect(next - at).toBeLessThanOrEqual(DAY_MS + HOUR_MS);
        expect(minuteOfDay(zone, next)).toBe(minute);
      }),
    );
  });
});
