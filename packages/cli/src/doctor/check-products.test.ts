import type { KeyWire, ProductWire } from "@usher/core";
import type { ProductDesk } from "@usher/server";
import { expect, test } from "vitest";
import { checkProducts } from "./check-products.ts";

const NOW = Date.UTC(2026, 4, 19);

function key(change: Partial<KeyWire>): KeyWire {
  return {
    key_id: "key_1",
    kind: "secret",
    last_four: "abcd",
    scopes: [],
    created_at: NOW,
    expires_at: null,
    in_force: true,
    ...change,
  };
}

function product(change: Partial<ProductWire> = {}): ProductWire {
  return {
    product_id: "acme",
    contact_email: null,
    origins: ["https://app.example.com"],
    configured: false,
    webhook_url: "",
    stream_url: "",
    created_at: NOW,
    keys: [key({}), key({ key_id: "key_2", kind: "publishable" })],
    ...change,
  };
}

function found(products: readonly ProductWire[], isPublic = true) {
  const desk = { list: async () => products } as unknown as ProductDesk;
  return checkProducts(desk, isPublic, NOW);
}

test("a product with keys and origins is in order", async () => {
  expect(await found([product()])).toEqual([{ check: "keys", result: "ok", detail: "1 product with keys: acme" }]);
});

test.each<[string, readonly ProductWire[], string]>([
  ["no product", [], "usher product create"],
  ["no secret key", [product({ keys: [key({ kind: "publishable" })] })], "usher product rotate acme --key secret"],
  [
    "a key that is over",
    [product({ keys: [key({ in_force: false }), key({ kind: "publishable" })] })],
    "usher product rotate acme --key secret",
  ],
  [
    "a key that ends tomorrow",
    [product({ keys: [key({ expires_at: NOW + 86_400_000 }), key({ kind: "publishable" })] })],
    "usher product rotate acme",
  ],
  ["no origins", [product({ origins: [] })], "usher product change acme --origin"],
])("%s is told with its fix", async (_, products, fix) => {
  const findings = await found(products);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ result: "warn" });
  expect(findings[0]?.fix).toContain(fix);
});

test("an old key beside its successor, and a product in development, are in order", async () => {
  const keys = [key({ expires_at: NOW + 1_000 }), key({ key_id: "key_3" }), key({ kind: "publishable" })];
  expect((await found([product({ keys, origins: [] })], false)).map(({ result }) => result)).toEqual(["ok"]);
});

test("a server that does not answer is a failure", async () => {
  const desk = { list: () => Promise.reject(new Error("refused")) } as unknown as ProductDesk;
  expect(await checkProducts(desk, false, NOW)).toMatchObject([{ check: "keys", result: "fail" }]);
});
