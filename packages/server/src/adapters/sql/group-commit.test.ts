import { UsherError } from "@usher/core";
import { expect, test } from "vitest";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";

interface Recorded {
  readonly group: GroupCommit<number, string>;
  /** What each transaction was asked to commit. */
  readonly commits: (readonly number[])[];
}

/** Writes are numbers that weigh themselves; `fail` may throw for a transaction. */
function aGroup(options: { fail?: (writes: readonly number[]) => void; maxWaiting?: number } = {}): Recorded {
  const commits: (readonly number[])[] = [];
  const group = createGroupCommit<number, string>({
    async commit(writes) {
      commits.push(writes);
      options.fail?.(writes);
      return writes.map((write) => `saved ${write}`);
    },
    weigh: (write) => write,
    maxWrites: 4,
    maxWeight: 100,
    maxWaiting: options.maxWaiting ?? 1_000,
  });
  return { group, commits };
}

function fault(code: string): Error {
  return Object.assign(new Error("from the database"), { code });
}

test("writes of one moment share a commit, up to the limits of number and weight", async () => {
  const { group, commits } = aGroup();
  const outcomes = await Promise.all([1, 2, 3, 4, 5, 90, 20, 500, 6].map((write) => group.add(write)));
  expect(outcomes).toEqual([1, 2, 3, 4, 5, 90, 20, 500, 6].map((write) => `saved ${write}`));
  expect(commits).toEqual([[1, 2, 3, 4], [5, 90], [20], [500], [6]]);
});

test("a lone write waits for nobody", async () => {
  const { group, commits } = aGroup();
  expect(await group.add(1)).toBe("saved 1");
  expect(await group.add(2)).toBe("saved 2");
  expect(commits).toEqual([[1], [2]]);
});

test("a write at fault is found by halving and rejected alone", async () => {
  const { group, commits } = aGroup({
    fail(writes) {
      if (writes.includes(3)) throw fault("SQLITE_CONSTRAINT_PRIMARYKEY");
    },
  });
  const settled = await Promise.allSettled([1, 2, 3, 4].map((write) => group.add(write)));
  expect(settled.map((result) => result.status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(settled[2]).toMatchObject({ reason: { code: "store_rejected", cause: { message: "from the database" } } });
  expect(commits).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
});

test.each(["SQLITE_FULL", "SQLITE_IOERR_FSYNC", "SQLITE_BUSY", undefined])(
  "a database that cannot write (%s) rejects the whole group once, and the next one is tried",
  async (code) => {
    let broken = true;
    const { group, commits } = aGroup({
      fail() {
        if (broken) throw code === undefined ? new TypeError("The database connection is not open") : fault(code);
      },
    });
    const settled = await Promise.allSettled([1, 2].map((write) => group.add(write)));
    for (const result of settled) expect(result).toMatchObject({ reason: { code: "store_unavailable" } });
    expect(commits).toEqual([[1, 2]]);
    broken = false;
    expect(await group.add(3)).toBe("saved 3");
  },
);

test("the queue is bounded", async () => {
  const { group } = aGroup({ maxWaiting: 2 });
  const accepted = [group.add(1), group.add(2)];
  await expect(group.add(3)).rejects.toBeInstanceOf(UsherError);
  expect(await Promise.all(accepted)).toEqual(["saved 1", "saved 2"]);
  expect(await group.add(4)).toBe("saved 4");
});

test("closing waits for what was accepted, however often it is asked", async () => {
  const { group, commits } = aGroup();
  const accepted = [1, 2, 3, 4, 5].map((write) => group.add(write));
  await Promise.all([group.close(), group.close()]);
  expect(commits).toHaveLength(2);
  expect(await Promise.all(accepted)).toHaveLength(5);
  await expect(group.add(6)).rejects.toMatchObject({ code: "store_unavailable" });
  await group.close();
});
