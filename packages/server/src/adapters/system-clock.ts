import type { Clock } from "../ports/clock.ts";

/** Node's timers overflow beyond this and would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    at(moment, callback) {
      let timer: NodeJS.Timeout;
      const arm = (): void => {
        const wait = Math.max(0, moment - Date.now());
        timer = setTimeout(() => (wait > LONGEST_TIMER_MS ? arm() : callback()), Math.min(wait, LONGEST_TIMER_MS));
        timer.unref();
      };
      arm();
      return () => clearTimeout(timer);
    },
    every(everyMs, callback) {
      const timer = setInterval(callback, everyMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
