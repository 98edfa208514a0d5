import { UsherError } from "@usher/core";
import { isDataFault } from "./store-faults.ts";

export interface GroupCommit<Write, Outcome> {
  /** Resolves once the write is durable. Rejects with `store_rejected` or what `commit` says of it (this write is at fault), or `store_unavailable`. */
  add(write: Write): Promise<Outcome>;
  /** Refuses further writes and resolves when those already accepted are settled. */
  close(): Promise<void>;
}

export interface GroupCommitOptions<Write, Outcome> {
  /** Commits all of them in one transaction, in order, or throws having written nothing. One outcome per write. */
  commit(writes: readonly Write[]): Promise<readonly Outcome[]>;
  /** Rows a write brings: bounds how long one transaction keeps the process busy. */
  weigh(write: Write): number;
  /** Most writes in one transaction. */
  readonly maxWrites: number;
  /** Most rows in one transaction; a single heavier write still goes alone. */
  readonly maxWeight: number;
  /** Most writes waiting; beyond it, `add` rejects with `store_unavailable`. */
  readonly maxWaiting: number;
}

interface Entry<Write, Outcome> {
  readonly write: Write;
  resolve(outcome: Outcome): void;
  reject(error: UsherError): void;
}

/**
 * Shares one disk flush among everybody who is waiting for one. A commit starts as soon as the previous one is done and
 * the requests that arrived meanwhile have been read (`setImmediate`): a lone write waits for nobody, a crowd shares.
 */
export function createGroupCommit<Write, Outcome>(
  options: GroupCommitOptions<Write, Outcome>,
): GroupCommit<Write, Outcome> {
  let waiting: Entry<Write, Outcome>[] = [];
  let busy = false;
  let closed = false;
  let onIdle: (() => void) | undefined;

  async function run(): Promise<void> {
    await settle(takeGroup());
    if (waiting.length > 0) {
      setImmediate(run);
      return;
    }
    busy = false;
    onIdle?.();
  }

  function takeGroup(): readonly Entry<Write, Outcome>[] {
    let count = 0;
    let weight = 0;
    for (const entry of waiting) {
      weight += options.weigh(entry.write);
      if (count > 0 && (count === options.maxWrites || weight > options.maxWeight)) break;
      count += 1;
    }
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return group;
  }

  /** A group that fails because of what it holds is halved until the write at fault is alone; the others still commit. */
  async function settle(group: readonly Entry<Write, Outcome>[]): Promise<void> {
    let outcomes: readonly Outcome[];
    try {
      outcomes = await options.commit(group.map((entry) => entry.write));
    } catch (error) {
      if (!isDataFault(error)) {
        const fault = new UsherError("store_unavailable", "The store could not write. Nothing was saved.", {
          cause: error,
        });
        for (const entry of group) entry.reject(fault);
      } else if (group.length === 1) {
        const isOurs = error instanceof UsherError;
        group[0]?.reject(
          isOurs ? error : new UsherError("store_rejected", "The store refused this write.", { cause: error }),
        );
      } else {
        const half = group.length >> 1;
        await settle(group.slice(0, half));
        await settle(group.slice(half));
      }
      return;
    }
    for (const [index, entry] of group.entries()) entry.resolve(outcomes[index] as Outcome);
  }

  return {
    add(write) {
      if (closed) return Promise.reject(new UsherError("store_unavailable", "The store is closed."));
      if (waiting.length >= options.maxWaiting) {
        return Promise.reject(
          new UsherError("store_unavailable", "The store has too many writes waiting. Try again soon."),
        );
      }
      return new Promise((resolve, reject) => {
        waiting.push({ write, resolve, reject });
        if (busy) return;
        busy = true;
        setImmediate(run);
      });
    },

    close() {
      closed = true;
      if (!busy) return Promise.resolve();
      return new Promise((resolve) => {
        const previous = onIdle;
        onIdle = () => {
          previous?.();
          resolve();
        };
      });
    },
  };
}
