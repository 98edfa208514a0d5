import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { describeStore } from "../../ports/store.contract.ts";
import { openEmbeddedStore } from "./open-embedded.ts";

const dirs: string[] = [];

function aDirectory(): string {
  const dir = mkdtempSync(join(tmpdir(), "usher-store-"));
  dirs.push(dir);
  return dir;
}

afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

describeStore("the embedded store in memory", () => openEmbeddedStore({ memory: true }));
describeStore("the embedded store on disk", () => openEmbeddedStore({ dir: aDirectory() }));

test("reopening keeps the epoch and the data; a new directory gets a new epoch", async () => {
  const dir = aDirectory();
  const first = await openEmbeddedStore({ dir });
  const visitor = {
    productId: "demo",
    visitorId: "v1",
    secretHash: "ab",
    userId: null,
    level: "anonymous",
    verifiedUntil: null,
    createdAt: 1_000,
  } as const;
  await first.createVisitor(visitor);
  await first.close();
  const second = await openEmbeddedStore({ dir });
  expect(second.epoch).toBe(first.epoch);
  expect(second.epoch).toMatch(/^[0-9a-z]{10}$/);
  expect(await second.findVisitor("demo", "v1")).toEqual(visitor);
  await second.close();
  const other = await openEmbeddedStore({ dir: aDirectory() });
  expect(other.epoch).not.toBe(first.epoch);
  await other.close();
});

test("the database is for this user's eyes only, and closing folds its journal in", async () => {
  const dir = aDirectory();
  const store = await openEmbeddedStore({ dir });
  expect(statSync(join(dir, "usher.db")).mode & 0o777).toBe(0o600);
  expect(statSync(join(dir, "usher.db-wal")).mode & 0o777).toBe(0o600);
  await store.close();
  expect(statSync(join(dir, "usher.db-wal"), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
});

test("a path that is no directory is reported as unavailable, with the path", async () => {
  const path = join(aDirectory(), "missing");
  await expect(openEmbeddedStore({ dir: path })).rejects.toMatchObject({
    code: "store_unavailable",
    message: expect.stringContaining(path),
  });
});
