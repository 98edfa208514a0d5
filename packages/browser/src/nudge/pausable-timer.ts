export interface PausableTimer {
  /** Stops the clock; the remaining time is kept. */
  pause(): void;
  /** Lets the remaining time run. Does nothing while it already runs. */
  resume(): void;
  /** Ends it: `onElapsed` will not be called. */
  stop(): void;
}

/** A countdown of `durationMs`, not running until `resume()`. Calls `onElapsed` once. */
export function createPausableTimer(durationMs: number, onElapsed: () => void): PausableTimer {
  let remainingMs = durationMs;
  let startedAt = 0;
  let handle: ReturnType<typeof setTimeout> | undefined;

  function pause(): void {
    if (handle === undefined) return;
    clearTimeout(handle);
    handle = undefined;
    remainingMs -= performance.now() - startedAt;
  }

  return {
    pause,
    resume() {
      if (handle !== undefined || remainingMs < 0) return;
      startedAt = performance.now();
      handle = setTimeout(() => {
        handle = undefined;
        remainingMs = -1;
        onElapsed();
      }, remainingMs);
    },
    stop() {
      pause();
      remainingMs = -1;
    },
  };
}
