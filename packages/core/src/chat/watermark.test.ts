import { expect, test } from "vitest";
import { isSwitchedOn } from "./rag-switch.ts";
import { effectiveInboundTimestamp, InMemoryInboundWatermarkStore } from "./watermark.ts";

test("a message counts as written when the chatbot says, else at the fallback, else now", () => {
  expect(effectiveInboundTimestamp(12.5, { now: 99_000 })).toBe(12.5);
  expect(effectiveInboundTimestamp("1700000000", { now: 99_000 })).toBe(1_700_000_000);
  expect(effectiveInboundTimestamp(null, { fallbackS: 7, now: 99_000 })).toBe(7);
  expect(effectiveInboundTimestamp(undefined, { now: 99_000 })).toBe(99);
});

test.each([Number.NaN, true, "", "nan", [], {}])("%j is not a moment", (value) => {
  expect(() => effectiveInboundTimestamp(value, { now: 0 })).toThrow(
    expect.objectContaining({ code: "invalid-timestamp" }),
  );
});

test("conversations differ by tenant, product and id; an empty id is not the same as none", async () => {
  const store = new InMemoryInboundWatermarkStore();
  await store.setLastInboundAt({ conversationId: "c1", productId: null }, 5);
  expect(await store.getPreviousInboundAt({ conversationId: "c1" })).toBe(5);
  expect(await store.getPreviousInboundAt({ conversationId: "c1", productId: "" })).toBeNull();
  expect(await store.getPreviousInboundAt({ conversationId: "c1", tenantId: "t" })).toBeNull();
});

test("the oldest watermark makes room", async () => {
  const store = new InMemoryInboundWatermarkStore({ maxScopes: 1 });
  await store.setLastInboundAt({ conversationId: "c1" }, 1);
  await store.setLastInboundAt({ conversationId: "c2" }, 2);
  expect(await store.getPreviousInboundAt({ conversationId: "c1" })).toBeNull();
});

test("a setting is on unless it clearly says off", () => {
  expect([undefined, "", "1", "yes"].map(isSwitchedOn)).toEqual([true, true, true, true]);
  expect(["0", " OFF ", "No", "false"].map(isSwitchedOn)).toEqual([false, false, false, false]);
});
