import { expect, test } from "vitest";
import { reconnectDelayMs } from "./reconnect-delay.ts";

test("between half a second and five, wider with each failure", () => {
  expect([0, 1, 2, 3, 9].map((failures) => reconnectDelayMs(failures, 1))).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  expect(reconnectDelayMs(9, 0)).toBe(500);
});
