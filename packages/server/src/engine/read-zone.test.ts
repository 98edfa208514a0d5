import { describe, expect, test } from "vitest";
import { readZone } from "./read-zone.ts";

const JULY = Date.UTC(2026, 6, 1, 12);

describe("readZone", () => {
  test("says the offset and the minute at which the clocks change next", () => {
    expect(readZone("Europe/Berlin", JULY)).toEqual({
      name: "Europe/Berlin",
      offsetMin: 120,
      next: { at: Date.UTC(2026, 9, 25, 1), offsetMin: 60 },
    });
    expect(readZone("America/New_York", Date.UTC(2026, 0, 15))).toMatchObject({
      offsetMin: -300,
      next: { at: Date.UTC(2026, 2, 8, 7), offsetMin: -240 },
    });
  });

  test("knows zones whose offset is no whole hour, and zones without summer time", () => {
    expect(readZone("Asia/Kolkata", JULY)).toEqual({ name: "Asia/Kolkata", offsetMin: 330, next: null });
    expect(readZone("UTC", JULY)).toEqual({ name: "UTC", offsetMin: 0, next: null });
  });

  test("a name nobody knows is no zone", () => {
    expect(readZone("Mars/Olympus", JULY)).toBeUndefined();
    expect(readZone("", JULY)).toBeUndefined();
  });
});
