/** Runs one job per key at a time and a few keys at once; a key that is asked for while it waits waits once. */
export interface JobQueue {
  add(key: string): void;
  /** Takes no more, forgets what waits, and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** `run` must not reject. A key added while its job runs is run again afterwards. */
export function createJobQueue(concurrency: number, run: (key: string) => Promise<void>): JobQueue {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  function next(): void {
    for (const key of waiting) {
      if (running.size >= concurrency) return;
      if (running.has(key)) continue;
      waiting.delete(key);
      const done = run(key).finally(() => {
        running.delete(key);
        next();
      });
      running.set(key, done);
    }
  }

  return {
    add(key) {
      if (stopped) return;
      waiting.add(key);
      next();
    },
    async stop() {
      stopped = true;
      waiting.clear();
      await Promise.allSettled(running.values());
    },
  };
}
