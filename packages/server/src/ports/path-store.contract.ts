import { describe, expect, test } from "vitest";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type { PathStore, PathVersionRecord } from "./path-store.ts";

/** What every store of golden paths promises. `open` gives an empty one and what closes it. */
export function describePathStore(
  name: string,
  open: () => Promise<{ readonly paths: PathStore; close(): Promise<void> }>,
): void {
  describe(name, () => {
    const openStore = closeAfterEach(open);
    const openPaths = async (): Promise<PathStore> => (await openStore()).paths;

    test("versions come back as they were added, by path and then the oldest first", async () => {
      const paths = await openPaths();
      const added = [aVersion({ version: 2 }), aVersion({ pathId: "a" }), aVersion()];
      for (const each of added) expect(await paths.addPathVersion(each)).toBe("added");
      expect(await paths.listPathVersions("acme")).toEqual([added[1], added[2], added[0]]);
      expect(await paths.listPathVersions("acme", "bulk-edit")).toEqual([added[2], added[0]]);
      expect(await paths.listPathVersions("other")).toEqual([]);
    });

    test("a version is given once: the second time, nothing is written", async () => {
      const paths = await openPaths();
      await paths.addPathVersion(aVersion());
      expect(await paths.addPathVersion(aVersion({ source: "recorder" }))).toBe("exists");
      expect(await paths.listPathVersions("acme")).toEqual([aVersion()]);
    });

    test("statuses change together, and only those of this path", async () => {
      const paths = await openPaths();
      await paths.addPathVersion(aVersion({ status: "published" }));
      await paths.addPathVersion(aVersion({ version: 2 }));
      await paths.addPathVersion(aVersion({ productId: "other", status: "published" }));
      await paths.changePathStatus("acme", "bulk-edit", [
        { version: 1, status: "archived", at: 7_000 },
        { version: 2, status: "published", at: 7_000, triggers: ["off_path"] },
        { version: 9, status: "published", at: 7_000 },
      ]);
      expect(await paths.listPathVersions("acme")).toEqual([
        aVersion({ status: "archived", changedAt: 7_000 }),
        aVersion({ version: 2, status: "published", changedAt: 7_000, triggers: ["off_path"] }),
      ]);
      const published = await paths.listPublishedPaths();
      expect(published.map(({ productId, version }) => [productId, version])).toEqual([
        ["acme", 2],
        ["other", 1],
      ]);
    });

    test("a path goes with its versions, or only with its oldest ones", async () => {
      const paths = await openPaths();
      for (const version of [1, 2, 3]) await paths.addPathVersion(aVersion({ version }));
      await paths.addPathVersion(aVersion({ productId: "other" }));
      expect(await paths.deletePath("acme", "bulk-edit", 2)).toBe(2);
      expect((await paths.listPathVersions("acme")).map(({ version }) => version)).toEqual([3]);
      expect(await paths.deletePath("acme", "bulk-edit")).toBe(1);
      expect(await paths.deletePath("acme", "bulk-edit")).toBe(0);
      expect(await paths.listPathVersions("other")).toHaveLength(1);
    });

    test("a product's paths go with it, and only its own", async () => {
      const paths = await openPaths();
      await paths.addPathVersion(aVersion());
      await paths.addPathVersion(aVersion({ productId: "other" }));
      await paths.deletePathsOfProduct("acme");
      expect([await paths.listPathVersions("acme"), await paths.listPathVersions("other")]).toEqual([
        [],
        [aVersion({ productId: "other" })],
      ]);
    });

    test("an id that no database gives back is refused", async () => {
      const paths = await openPaths();
      await expect(paths.addPathVersion(aVersion({ pathId: "a\0b" }))).rejects.toMatchObject({
        code: "store_rejected",
      });
    });
  });
}

function aVersion(change: Partial<PathVersionRecord> = {}): PathVersionRecord {
  return {
    productId: "acme",
    pathId: "bulk-edit",
    version: 1,
    status: "draft",
    source: "yaml",
    path: {
      id: "bulk-edit",
      title: "Bulk edit",
      page: ["/projects"],
      steps: [{ id: "open", title: "Open", description: "Click **Open** 🎉.", target: { selectors: ["#open"] } }],
      goal: "All are edited.",
    },
    triggers: [],
    createdAt: 1_000,
    changedAt: 1_000,
    ...change,
  };
}
