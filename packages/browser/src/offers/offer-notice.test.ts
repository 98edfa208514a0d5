import { expect, test } from "vitest";
import { remainingMs } from "./offer-notice.ts";

const offer = { created_at: 100_000, expires_at: 160_000 };

test.each([
  ["clocks agree", 130_000, 30_000],
  ["just made", 100_000, 60_000],
  ["this clock is behind", 40_000, 60_000],
  ["this clock is ahead", 900_000, 60_000],
])("%s", (_, now, left) => {
  expect(remainingMs(offer, now)).toBe(left);
});
