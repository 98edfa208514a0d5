import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import type { ConsumerRecord } from "../ports/stream-log.ts";
import { type Claim, createConsumers, LEASE_MS } from "./consumers.ts";

function start({ staleFirst = false } = {}) {
  const clock = createManualClock(1_000);
  const records = new Map<string, ConsumerRecord>();
  let stale = staleFirst;
  const log = {
    findConsumer: async (productId: string, name: string) => records.get(`${productId}/${name}`),
    async saveConsumer(consumer: ConsumerRecord): Promise<"saved" | "stale"> {
      const key = `${consumer.productId}/${consumer.name}`;
      const expected = (records.get(key)?.version ?? 0) + 1;
      if (stale || consumer.version !== expected) {
        stale = false;
        return "stale";
      }
      records.set(key, consumer);
      return "saved";
    },
  };
  const consumers = createConsumers({ log, clock });
  const claim = (more: Partial<Claim> = {}) =>
    consumers.claim({
      productId: "p",
      name: "bot",
      takeover: false,
      fence: undefined,
      firstPosition: async () => 7,
      ...more,
    });
  return { clock, consumers, claim };
}

test("a new name begins where it is told; the next reader goes on from what was acknowledged", async () => {
  const { consumers, claim } = start();
  expect(await claim()).toMatchObject({
    type: "claimed",
    isSameReader: false,
    consumer: { acknowledged: 7, fence: 1 },
  });
  await consumers.acknowledge({ productId: "p", name: "bot", position: 9, fence: 1 });
  await consumers.release("p", "bot", 1);
  expect(await claim({ firstPosition: async () => 99 })).toMatchObject({ consumer: { acknowledged: 9, fence: 2 } });
});

test("one reader at a time: until its lease ends, unless it is taken over or comes back itself", async () => {
  const { clock, consumers, claim } = start();
  await claim();
  expect(await claim()).toEqual({ type: "busy", leaseUntil: 1_000 + LEASE_MS });
  await clock.advance(LEASE_MS - 1);
  expect(await consumers.renew("p", "bot", 1)).toBe("kept");
  await clock.advance(LEASE_MS - 1);
  expect(await claim()).toMatchObject({ type: "busy" });
  expect(await claim({ fence: 1 })).toMatchObject({ type: "claimed", isSameReader: true, consumer: { fence: 2 } });
  expect(await claim({ fence: 1 })).toMatchObject({ type: "busy" });
  expect(await claim({ takeover: true })).toMatchObject({ type: "claimed", consumer: { fence: 3 } });
  expect(await consumers.renew("p", "bot", 2)).toBe("lost");
  await consumers.release("p", "bot", 2);
  expect(await claim()).toMatchObject({ type: "busy" });
  await clock.advance(LEASE_MS);
  expect(await claim()).toMatchObject({ type: "claimed", consumer: { fence: 4 } });
});

test("acknowledgements never go back, and those of an earlier reader are refused", async () => {
  const { consumers, claim } = start();
  const acknowledge = (position: number, fence?: number) =>
    consumers.acknowledge({ productId: "p", name: "bot", position, fence });
  expect(await acknowledge(8)).toEqual({ type: "unknown" });
  await claim();
  await claim({ takeover: true });
  expect(await acknowledge(8, 1)).toEqual({ type: "fenced", fence: 2 });
  expect(await acknowledge(5, 2)).toMatchObject({ type: "acknowledged", consumer: { acknowledged: 7 } });
  expect(await acknowledge(12, 2)).toMatchObject({ type: "acknowledged", consumer: { acknowledged: 12 } });
  expect(await acknowledge(13)).toMatchObject({ type: "acknowledged", consumer: { acknowledged: 13 } });
});

test("who loses against another writer tries again", async () => {
  const { claim } = start({ staleFirst: true });
  expect(await claim()).toMatchObject({ type: "claimed", consumer: { fence: 1 } });
});
