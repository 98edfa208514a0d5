import type { StreamEntry } from "../ports/stream-log.ts";

/**
 * Passes entries on in the order of their positions. Commits are settled in that order, but who waited for one may hear of
 * it sooner or later within the same turn of the event loop, depending on how many functions are in between; the next
 * turn begins when all have heard.
 */
export function inOrderOfPosition(deliver: (entry: StreamEntry) => void): (entry: StreamEntry) => void {
  let arrived: StreamEntry[] = [];

  function flush(): void {
    const entries = arrived.sort((left, right) => left.position - right.position);
    arrived = [];
    for (const entry of entries) deliver(entry);
  }

  return (entry) => {
    if (arrived.push(entry) === 1) setImmediate(flush);
  };
}
