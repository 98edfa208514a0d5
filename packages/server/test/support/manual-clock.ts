import type { Clock } from "../../src/ports/clock.ts";

export interface ManualClock extends Clock {
  /** Moves time forward and fires what became due, in order. */
  advance(ms: number): Promise<void>;
}

/** Time that moves only when told to. */
export function createManualClock(start: number): ManualClock {
  let now = start;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  const clock: ManualClock = {
    now: () => now,
    at(moment, callback) {
      const timer = { at: moment, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    every(everyMs, callback) {
      let cancel = (): void => {};
      const arm = (): void => {
        cancel = clock.at(now + everyMs, () => {
          arm();
          callback();
        });
      };
      arm();
      return () => cancel();
    },
    async advance(ms) {
      const until = now + ms;
      for (;;) {
        const due = timers.filter((timer) => timer.at <= until).sort((left, right) => left.at - right.at)[0];
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.callback();
        await settle();
      }
      now = until;
      await settle();
    },
  };
  return clock;
}

/** Lets everything that was set off run to its end: the store answers within a few turns. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
