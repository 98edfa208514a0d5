import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { nextOverload, watchOverload } from "./overload.ts";

test("two slow windows in a row are overload; it ends only well below", () => {
  let state = { over: false, slow: 0 };
  const states = [300, 50, 250, 250, 150, 199, 99, 201].map((p99) => {
    state = nextOverload(state, p99);
    return state.over;
  });
  expect(states).toEqual([false, false, false, true, true, true, false, false]);
});

test("each window is measured on its own, and nothing is measured after the stop", async () => {
  const clock = createManualClock(0);
  const calls: string[] = [];
  let p99 = 500;
  const note = (call: string) => () => {
    calls.push(call);
    return true;
  };
  const overload = watchOverload(clock, {
    percentile: () => p99 * 1e6,
    reset: note("reset"),
    enable: note("enable"),
    disable: note("disable"),
  });
  await clock.advance(4_000);
  expect(overload.isOverloaded()).toBe(true);
  expect(new Set([1, 2, 3, 4, 5].map(() => overload.retryAfterS()))).toEqual(new Set([1, 2, 3, 4, 5]));
  p99 = 1;
  await clock.advance(2_000);
  expect(overload.isOverloaded()).toBe(false);
  overload.stop();
  await clock.advance(60_000);
  expect(calls).toEqual(["enable", "reset", "reset", "reset", "disable"]);
});
