/**
 * Calls `lead` in one tab of this browser at a time, in the next one as soon as that tab closes or
 * gives up. Returns how to give up. The browser itself releases the lock of a tab that crashed.
 */
export function holdLead(locks: LockManager, name: string, lead: () => () => void): () => void {
  const waiting = new AbortController();
  let release: (() => void) | undefined;
  let over = false;
  locks
    .request(name, { signal: waiting.signal }, () => {
      if (over) return undefined;
      const end = lead();
      return new Promise<void>((resolve) => {
        release = () => {
          end();
          resolve();
        };
      });
    })
    // Aborted while waiting: this tab never led.
    .catch(() => {});
  return () => {
    over = true;
    waiting.abort();
    release?.();
    release = undefined;
  };
}
