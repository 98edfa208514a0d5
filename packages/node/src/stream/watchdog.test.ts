import { describe, expect, test } from "vitest";
import { ManualClock } from "../testing/manual-clock.ts";
import { Watchdog } from "./watchdog.ts";

function watch(): { clock: ManualClock; dog: Watchdog; barks: () => number } {
  const clock = new ManualClock();
  let barks = 0;
  const dog = new Watchdog(clock, 1_000, () => barks++);
  return { clock, dog, barks: () => barks };
}

describe("Watchdog", () => {
  test("barks once after the limit, not before", async () => {
    const { clock, barks } = watch();
    await clock.advance(999);
    expect(barks()).toBe(0);
    await clock.advance(60);
    expect(barks()).toBe(1);
    await clock.advance(10_000);
    expect(barks()).toBe(1);
  });

  test("counts from the last sign of life", async () => {
    const { clock, dog, barks } = watch();
    for (let beat = 0; beat < 20; beat++) {
      await clock.advance(900);
      dog.feed();
    }
    expect(barks()).toBe(0);
    await clock.advance(1_060);
    expect(barks()).toBe(1);
  });

  test("bytes that waited while the process was busy come before the verdict", async () => {
    const { clock, dog, barks } = watch();
    await clock.advance(1_000);
    dog.feed();
    await clock.advance(900);
    expect(barks()).toBe(0);
  });

  test("rests while nobody reads", async () => {
    const { clock, dog, barks } = watch();
    let read = (): void => {};
    const resting = dog.rest(
      new Promise((resolve) => {
        read = resolve;
      }),
    );
    await clock.advance(60_000);
    expect(barks()).toBe(0);
    read();
    await resting;
    await clock.advance(2_060);
    expect(barks()).toBe(1);
  });

  test("a stopped one stays silent", async () => {
    const { clock, dog, barks } = watch();
    dog.stop();
    await clock.advance(60_000);
    expect(barks()).toBe(0);
  });
});
