import { describe, expect, test } from "vitest";
import { NOW } from "./a-session.contract.ts";
import type { Store } from "./store.ts";
import { aConsumer } from "./stream-samples.contract.ts";

/** What every store promises of consumers, whose positions it keeps. */
export function describeConsumers(openStore: () => Promise<Store>): void {
  describe("consumers", () => {
    test("are found by product and name, and listed by name", async () => {
      const store = await openStore();
      for (const consumer of [aConsumer({ name: "b" }), aConsumer({ name: "a" }), aConsumer({ productId: "other" })]) {
        expect(await store.stream.saveConsumer(consumer)).toBe("saved");
      }
      expect(await store.stream.findConsumer("demo", "a")).toEqual(aConsumer({ name: "a" }));
      expect(await store.stream.findConsumer("other", "a")).toBeUndefined();
      expect(await store.stream.findConsumer("demo", "\0")).toBeUndefined();
      expect((await store.stream.listConsumers("demo")).map(({ name }) => name)).toEqual(["a", "b"]);
    });

    test("of two that change one, the second is told", async () => {
      const store = await openStore();
      await store.stream.saveConsumer(aConsumer({}));
      const outcomes = await Promise.all([
        store.stream.saveConsumer(aConsumer({ version: 2, acknowledged: 7 })),
        store.stream.saveConsumer(aConsumer({ version: 2, acknowledged: 3 })),
        store.stream.saveConsumer(aConsumer({ version: 1 })),
        store.stream.saveConsumer(aConsumer({ version: 3, acknowledged: 9, fence: 2, leaseUntil: NOW + 1 })),
      ]);
      expect(outcomes).toEqual(["saved", "stale", "stale", "saved"]);
      expect(await store.stream.findConsumer("demo", "reader")).toEqual(
        aConsumer({ version: 3, acknowledged: 9, fence: 2, leaseUntil: NOW + 1 }),
      );
    });

    test("a name that no database gives back is refused", async () => {
      const store = await openStore();
      await expect(store.stream.saveConsumer(aConsumer({ name: "a\0" }))).rejects.toMatchObject({
        code: "store_rejected",
      });
    });
  });
}
