import { expect, test } from "vitest";
import type { PageStorage } from "../client/page-storage.ts";
import { openTabIdentity } from "./tab-identity.ts";

function storageWith(values: Map<string, unknown>): PageStorage {
  return {
    kept: true,
    read: <Value>(name: string) => values.get(name) as Value | undefined,
    write: (name, value) => void values.set(name, value),
    remove: (name) => void values.delete(name),
  };
}

test("a reload keeps the id; a copy of an open tab gets its own", () => {
  const values = new Map<string, unknown>();
  const first = openTabIdentity(storageWith(values));
  expect(first.isNew).toBe(true);
  const copy = openTabIdentity(storageWith(new Map(values)));
  expect(copy.isNew).toBe(true);
  expect(copy.id).not.toBe(first.id);
  first.markOpen(false);
  const reloaded = openTabIdentity(storageWith(values));
  expect(reloaded).toMatchObject({ id: first.id, isNew: false });
});
