import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import type { Clock } from "../ports/clock.ts";

/** Whether the process is too busy to take more work. */
export interface Overload {
  isOverloaded(): boolean;
  /** What to tell who is refused: 1 to 5 seconds, so that they do not all return at once. */
  retryAfterS(): number;
  stop(): void;
}

/** Above this 99th percentile of event-loop delay the process is overloaded … */
const ENTER_MS = 200;
/** … and it is itself again below this one. The gap keeps it from flickering. */
const LEAVE_MS = 100;
const WINDOW_MS = 2_000;
/** One long pause (a collection, a neighbour's burst) is no overload; windows in a row are. */
const WINDOWS_TO_ENTER = 2;

/** Whether to shed, from the delay of each window. Pure, so that it can be tested without making anything slow. */
export function nextOverload(state: { readonly over: boolean; readonly slow: number }, p99Ms: number): typeof state {
  if (state.over) return p99Ms < LEAVE_MS ? { over: false, slow: 0 } : state;
  const slow = p99Ms > ENTER_MS ? state.slow + 1 : 0;
  return { over: slow >= WINDOWS_TO_ENTER, slow };
}

/** @param delay What measures; a histogram of its own unless a test brings one. */
export function watchOverload(
  clock: Clock,
  delay: Pick<IntervalHistogram, "percentile" | "reset" | "enable" | "disable"> = monitorEventLoopDelay({
    resolution: 20,
  }),
): Overload {
  let state = { over: false, slow: 0 };
  let refused = 0;
  delay.enable();
  const stopChecking = clock.every(WINDOW_MS, () => {
    state = nextOverload(state, delay.percentile(99) / 1e6);
    delay.reset();
  });
  return {
    isOverloaded: () => state.over,
    retryAfterS: () => 1 + (refused++ % 5),
    stop() {
      stopChecking();
      delay.disable();
    },
  };
}

/** For servers that never refuse for being busy. */
export const NEVER_OVERLOADED: Overload = { isOverloaded: () => false, retryAfterS: () => 1, stop() {} };
