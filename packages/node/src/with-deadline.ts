import { UsherError } from "@usher/core";
import type { Clock } from "./clock.ts";

/**
 * Runs something that must not take for ever. When `ms` have passed, its signal is aborted and the call rejects with
 * UsherError `deadline_exceeded`, whether or not the work heeds the signal.
 */
export function withDeadline<T>(
  clock: Clock,
  ms: number,
  what: string,
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      const error = new UsherError("deadline_exceeded", `${what} took longer than ${ms} ms`);
      reject(error);
      controller.abort(error);
    });
    Promise.resolve()
      .then(() => work(controller.signal))
      .then(resolve, reject)
      .finally(cancel);
  });
}
