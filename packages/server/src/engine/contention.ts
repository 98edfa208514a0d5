import { UsherError } from "@usher/core";

/** What a writer is told who was never the first, however often it tried. */
export function contention(what: "session" | "memory"): UsherError {
  return new UsherError("store_contention", `The ${what} changes faster than it can be saved; try again.`);
}
