/** Runs jobs of the same key one after the other, of different keys concurrently. Empty keys cost nothing. */
export interface Mailboxes {
  run<Result>(key: string, job: () => Promise<Result>): Promise<Result>;
  /** Resolves when every job that was waiting is done. */
  drain(): Promise<void>;
}

export function createMailboxes(): Mailboxes {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, job) {
      const before = tails.get(key);
      const result = before === undefined ? job() : before.then(job, job);
      tails.set(key, result);
      const forget = (): void => {
        if (tails.get(key) === result) tails.delete(key);
      };
      result.then(forget, forget);
      return result;
    },
    async drain() {
      while (tails.size > 0) await Promise.allSettled(tails.values());
    },
  };
}
