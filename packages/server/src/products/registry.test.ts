import { randomBytes } from "node:crypto";
import { sampleTrigger } from "@usher/core/testing";
import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createMemoryPathStore } from "../adapters/memory/path-store.ts";
import { createMemoryProductStore } from "../adapters/memory/product-store.ts";
import { createSealer } from "../adapters/sealer.ts";
import { loadConfig } from "../config/load-config.ts";
import { silentLogger } from "../observe/logger.ts";
import { createKey, hashKey } from "./key-format.ts";
import { createProductAdmin } from "./product-admin.ts";
import { createRegistry } from "./registry.ts";

const HOUR = 3_600_000;
const CONFIG_SECRET = "config secret of at least 32 characters";
const configured = {
  id: "projects",
  publishableKeys: ["pk_test_projects"],
  origins: ["https://app.example.com"],
  secretKeys: [CONFIG_SECRET],
  webhookSecrets: ["a config webhook secret"],
  triggers: [sampleTrigger()],
};

async function setUp(products: readonly unknown[] = [configured], localAdminKey?: string) {
  const clock = createManualClock(1_000_000);
  const store = createMemoryProductStore();
  const sealer = createSealer([randomBytes(32).toString("base64url")]);
  const config = loadConfig({ file: { products }, environment: {}, flags: {} });
  const registry = createRegistry({
    config,
    store,
    paths: createMemoryPathStore(),
    sealer,
    clock,
    log: silentLogger,
    localAdminKey,
  });
  const ids = new Set(config.products.map(({ id }) => id));
  const onChange = registry.products.reload;
  const admin = createProductAdmin({ store, sealer, now: clock.now, configured: ids, onChange });
  const revoked: string[] = [];
  registry.keys.onRevoked(({ keyId }) => void revoked.push(keyId));
  return { ...registry, admin, store, clock, revoked };
}

test("a registered product is in force at once, with its keys and without rules", async () => {
  const { products, keys, admin } = await setUp([]);
  const { publishableKey, secretKey, webhookSecret } = await admin.register({
    productId: "acme",
    origins: ["https://acme.example"],
  });
  const product = products.byId("acme");
  expect(product).toMatchObject({ id: "acme", triggers: [], paths: [], origins: ["https://acme.example"] });
  expect(product?.webhookSecrets).toEqual([webhookSecret]);
  expect(products.byKey(publishableKey)).toBe(product);
  expect(products.bySecretHash(hashKey(secretKey))).toBe(product);
  expect(products.byKey(secretKey)).toBeUndefined();
  expect(keys.find(secretKey)).toMatchObject({ type: "server", key: { productId: "acme", kind: "secret" } });
  expect(keys.find(publishableKey)).toEqual({ type: "publishable" });
});

test("what is in the configuration and in the store has the keys and secrets of both, and its own rules", async () => {
  const { products, keys, admin } = await setUp();
  const rules = products.byId("projects")?.watchedRules;
  const registered = await admin.register({ productId: "projects", origins: ["https://b.example"] });
  const product = products.byId("projects");
  expect(product?.publishableKeys).toEqual(["pk_test_projects", registered.publishableKey]);
  expect(product?.origins).toEqual(["https://app.example.com", "https://b.example"]);
  expect(product?.webhookSecrets).toEqual(["a config webhook secret", registered.webhookSecret]);
  expect(product?.watchedRules).toBe(rules);
  expect(product?.rules.triggers).toHaveLength(1);
  for (const key of [CONFIG_SECRET, registered.secretKey]) {
    expect(keys.find(key)).toMatchObject({ type: "server", key: { productId: "projects" } });
  }
  expect(products.all).toHaveLength(1);
});

test("nothing secret is stored as it is", async () => {
  const { admin, store } = await setUp([]);
  const { secretKey, webhookSecret } = await admin.register({ productId: "acme" });
  const { key } = await admin.createKey({ productId: "acme", kind: "restricted", scopes: ["stream:read"] });
  const stored = JSON.stringify([await store.listProducts(), await store.listKeys()]);
  for (const secret of [secretKey, webhookSecret, key]) expect(stored).not.toContain(secret.slice(6));
  expect(stored).toContain(secretKey.slice(-4));
});

test("a rotated key works for the overlap and not a moment longer; what it opened is told", async () => {
  const { products, keys, admin, clock, revoked } = await setUp([]);
  const { secretKey, secretKeyId } = await admin.register({ productId: "acme" });
  const fresh = await admin.rotateKind("acme", "secret", HOUR);
  expect([keys.find(secretKey).type, keys.find(fresh.key).type]).toEqual(["server", "server"]);
  await clock.advance(HOUR - 1);
  expect(keys.find(secretKey).type).toBe("server");
  expect(revoked).toEqual([]);
  await clock.advance(1);
  expect([keys.find(secretKey).type, keys.find(fresh.key).type]).toEqual(["ended", "server"]);
  expect(products.bySecretHash(hashKey(secretKey))).toBeUndefined();
  expect(revoked).toEqual([secretKeyId]);
});

test("a publishable key that was rotated ends, too", async () => {
  const { products, admin, clock } = await setUp([]);
  const { publishableKey } = await admin.register({ productId: "acme" });
  const fresh = await admin.rotateKind("acme", "publishable", HOUR);
  expect(products.byKey(publishableKey)?.id).toBe("acme");
  await clock.advance(HOUR);
  expect(products.byKey(publishableKey)).toBeUndefined();
  expect(products.byKey(fresh.key)?.publishableKeys).toEqual([fresh.key]);
});

test("a webhook secret that was rotated ends, and a third one ends the first at once", async () => {
  const { products, admin, clock } = await setUp([]);
  const { webhookSecret: first } = await admin.register({ productId: "acme" });
  const second = await admin.rotateWebhookSecret("acme", 2 * HOUR);
  expect(products.byId("acme")?.webhookSecrets).toEqual([second, first]);
  const third = await admin.rotateWebhookSecret("acme", HOUR);
  expect(products.byId("acme")?.webhookSecrets).toEqual([third, second]);
  await clock.advance(HOUR);
  expect(products.byId("acme")?.webhookSecrets).toEqual([third]);
});

test("revoking is at once; so is deleting the product", async () => {
  const { products, keys, admin, revoked } = await setUp([]);
  const { secretKey, secretKeyId, publishableKey } = await admin.register({ productId: "acme" });
  const other = await admin.createKey({ productId: "acme", kind: "secret" });
  await admin.revokeKey("acme", other.record.keyId);
  expect([keys.find(other.key).type, keys.find(secretKey).type]).toEqual(["ended", "server"]);
  expect(revoked).toEqual([other.record.keyId]);
  await admin.remove("acme");
  expect(keys.find(secretKey).type).toBe("unknown");
  expect(products.byKey(publishableKey)).toBeUndefined();
  expect(products.byId("acme")).toBeUndefined();
  expect(revoked).toContain(secretKeyId);
});

test("a key made with an end ends by itself", async () => {
  const { keys, admin, clock, revoked } = await setUp([]);
  await admin.register({ productId: "acme" });
  const { key, record } = await admin.createKey({
    productId: "acme",
    kind: "restricted",
    scopes: ["stream:read"],
    expiresAt: clock.now() + HOUR,
  });
  expect(keys.find(key)).toMatchObject({ type: "server", key: { scopes: ["stream:read"] } });
  await clock.advance(HOUR);
  expect(keys.find(key).type).toBe("ended");
  expect(revoked).toEqual([record.keyId]);
});

test("admin keys open as such; where only this machine's own exists, nobody else can be one", async () => {
  const local = createKey("admin");
  const { keys, admin } = await setUp([], local);
  expect(keys.find(local)).toEqual({ type: "admin" });
  expect(keys.hasAdmin).toBe(false);
  const { key, record } = await admin.createKey({ productId: "", kind: "admin" });
  expect([keys.find(key).type, keys.hasAdmin]).toEqual(["admin", true]);
  await admin.revokeKey("", record.keyId);
  expect([keys.find(key).type, keys.hasAdmin]).toEqual(["ended", false]);
});

test("a mistyped key is told from one that nobody knows", async () => {
  const { keys, admin } = await setUp([]);
  const { secretKey } = await admin.register({ productId: "acme" });
  expect(keys.find(secretKey.slice(0, -1)).type).toBe("mistyped");
  expect(keys.find(createKey("secret")).type).toBe("unknown");
  expect(keys.find("anything").type).toBe("unknown");
});

test("an id is taken once, also by two at the same moment", async () => {
  const { admin, store } = await setUp([]);
  const both = await Promise.allSettled([admin.register({ productId: "acme" }), admin.register({ productId: "acme" })]);
  expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(both[1]).toMatchObject({ reason: { code: "product_exists" } });
  expect(await store.listKeys()).toHaveLength(2);
});

test("only one of two can be the first", async () => {
  const { admin } = await setUp([]);
  const both = await Promise.allSettled([
    admin.register({ productId: "acme", onlyFirst: true }),
    admin.register({ productId: "eve", onlyFirst: true }),
  ]);
  expect(both[1]).toMatchObject({ status: "rejected", reason: { code: "admin_key_invalid" } });
});

test("registering again by force makes a new secret key and webhook secret, and keeps the publishable one", async () => {
  const { products, keys, admin, clock } = await setUp([]);
  const first = await admin.register({ productId: "acme", contactEmail: "ada@example.com" });
  const second = await admin.register({ productId: "acme", force: true });
  expect(second.publishableKey).toBe(first.publishableKey);
  expect(second.product).toMatchObject({ contactEmail: "ada@example.com", createdAt: first.product.createdAt });
  expect(keys.find(first.secretKey).type).toBe("server");
  await clock.advance(24 * HOUR);
  expect([keys.find(first.secretKey).type, keys.find(second.secretKey).type]).toEqual(["ended", "server"]);
  expect(products.byId("acme")?.webhookSecrets).toEqual([second.webhookSecret]);
});

test("what is not there is named", async () => {
  const { admin } = await setUp();
  await expect(admin.rotateKind("nobody", "secret", 0)).rejects.toMatchObject({ code: "product_unknown" });
  await expect(admin.remove("nobody")).rejects.toMatchObject({ code: "product_unknown" });
  await expect(admin.remove("projects")).rejects.toMatchObject({ code: "product_configured" });
  await expect(admin.revokeKey("projects", "key_1")).rejects.toMatchObject({ code: "key_not_found" });
  await expect(admin.createKey({ productId: "nobody", kind: "secret" })).rejects.toMatchObject({
    code: "product_unknown",
  });
});
