import type { EpochMs } from "@usher/core";
import type { Clock } from "../ports/clock.ts";

/** One timer per session, at the earliest moment anything could change. */
export interface WakeTimers {
  /** Sets, moves or (with undefined) clears a session's timer. */
  set(key: string, wakeAt: EpochMs | undefined, wake: () => void): void;
  stop(): void;
}

export function createWakeTimers(clock: Clock): WakeTimers {
  const timers = new Map<string, { readonly wakeAt: EpochMs; readonly cancel: () => void }>();
  return {
    set(key, wakeAt, wake) {
      const current = timers.get(key);
      if (current?.wakeAt === wakeAt) return;
      current?.cancel();
      timers.delete(key);
      if (wakeAt === undefined) return;
      const cancel = clock.at(wakeAt, () => {
        timers.delete(key);
        wake();
      });
      timers.set(key, { wakeAt, cancel });
    },
    stop() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}
