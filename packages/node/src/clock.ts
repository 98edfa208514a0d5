import type { EpochMs } from "@usher/core";

/** Time as the SDK sees it. Hand in your own to run a bot's day in a test without waiting for it. */
export interface Clock {
  now(): EpochMs;
  /** Runs something once, after `ms`. The returned function cancels it; calling it twice does no harm. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's clock. Its timers keep the process alive: a client that waits to reconnect is not done. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
