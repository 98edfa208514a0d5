import { expect, test } from "vitest";
import type { NewKey } from "../products/product-admin.ts";
import { createPairings } from "./pairings.ts";

function setUp(failures = 0) {
  let now = 1_000_000;
  const made: NewKey[] = [];
  const pairings = createPairings({
    now: () => now,
    products: {
      async createKey(wanted) {
        if (failures-- > 0) throw new Error("out of order");
        made.push(wanted);
        const { productId, kind } = wanted;
        const record = { productId, kind, keyId: "key_1", hash: "", lastFour: "", scopes: [], createdAt: now };
        return { key: "rk_1", record: { ...record, expiresAt: null } };
      },
    },
  });
  return {
    pairings,
    made,
    later(ms: number) {
      now += ms;
    },
  };
}

test("a code that was approved is exchanged once, for a key that writes paths for eight hours", async () => {
  const { pairings, made } = setUp();
  const { deviceCode, userCode } = pairings.start();
  expect(userCode).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
  expect(await pairings.exchange(deviceCode)).toEqual({ status: "pending", intervalS: 2 });
  expect(made).toEqual([]);
  pairings.approve(` ${userCode.toLowerCase().replace("-", " ")}`, "shop");
  expect(await pairings.exchange(deviceCode)).toEqual({
    status: "approved",
    token: "rk_1",
    productId: "shop",
    expiresInS: 28_800,
  });
  expect(made).toEqual([
    { productId: "shop", kind: "restricted", scopes: ["golden_paths:write"], expiresAt: 1_000_000 + 28_800_000 },
  ]);
  await expect(pairings.exchange(deviceCode)).rejects.toMatchObject({ code: "device_code_unknown" });
});

test("a code that was approved cannot be approved for another product", async () => {
  const { pairings } = setUp();
  const { userCode } = pairings.start();
  pairings.approve(userCode, "shop");
  expect(() => pairings.approve(userCode, "other")).toThrow("No recorder waits");
});

test("after ten minutes nobody waits", async () => {
  const { pairings, later } = setUp();
  const { deviceCode, userCode } = pairings.start();
  later(600_000);
  expect(() => pairings.approve(userCode, "shop")).toThrow("No recorder waits");
  await expect(pairings.exchange(deviceCode)).rejects.toMatchObject({ code: "device_code_unknown" });
});

test("the code that is read out opens nothing", async () => {
  const { pairings } = setUp();
  const { userCode } = pairings.start();
  pairings.approve(userCode, "shop");
  await expect(pairings.exchange(userCode)).rejects.toMatchObject({ code: "device_code_unknown" });
});

test("a key that could not be made can be asked for again", async () => {
  const { pairings, made } = setUp(1);
  const { deviceCode, userCode } = pairings.start();
  pairings.approve(userCode, "shop");
  await expect(pairings.exchange(deviceCode)).rejects.toThrow("out of order");
  expect(await pairings.exchange(deviceCode)).toMatchObject({ status: "approved", token: "rk_1" });
  expect(made).toHaveLength(1);
});
