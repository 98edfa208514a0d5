import type { CreatedKeyReply, ProductWire, RegisterProductReply, RotateReply } from "@usher/core";
import { afterEach, describe, expect, test } from "vitest";
import { loadConfig } from "../src/config/load-config.ts";
import { sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const ADMIN = "an admin key of at least 32 characters";
const HOUR = 3_600_000;
const acme = { product_id: "acme", contact_email: "ada@example.com" };

let server: TestServer;
afterEach(() => server.stop());

async function startEmpty(more: { readonly adminKey?: string } = {}): Promise<void> {
  server = await startTestServer(
    loadConfig({ file: { logLevel: "silent", ...more }, environment: {}, flags: { port: 0 } }),
  );
}

interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

async function send<Body = { code: string; detail: string }>(
  method: string,
  path: string,
  options: { readonly key?: string; readonly body?: unknown; readonly headers?: Record<string, string> } = {},
): Promise<Answer<Body>> {
  const { key, body, headers } = options;
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text === "" ? undefined : JSON.parse(text)) as Body,
    headers: response.headers,
  };
}

const register = (body: object, key?: string) =>
  send<RegisterProductReply>("POST", "/products", { body, ...(key === undefined ? {} : { key }) });

describe("POST /products", () => {
  test("the first product needs no key, every other one does", async () => {
    await startEmpty();
    const { status, body, headers } = await register(acme);
    expect(status).toBe(201);
    expect(body).toEqual({
      product_id: "acme",
      integration_type: "event_stream",
      publishable_key: expect.stringMatching(/^pk_live_/),
      secret_key: expect.stringMatching(/^sk_live_/),
      webhook_secret: expect.stringMatching(/^whsec_/),
      webhook_url: `${server.url}/webhook/acme`,
      stream_url: `${server.url}/stream/acme`,
      unkey_key: body.secret_key,
      unkey_key_id: expect.stringMatching(/^key_/),
      dual_write: false,
    });
    expect(headers.get("cache-control")).toBe("no-store");
    const second = await send("POST", "/products", { body: { ...acme, product_id: "eve" } });
    expect(second).toMatchObject({ status: 401, body: { code: "admin_key_invalid" } });
    expect(second.headers.get("www-authenticate")).toContain("Bearer");
    expect(server.products.byId("eve")).toBeUndefined();
  });

  test("products of the configuration are products: none is the first beside them", async () => {
    server = await startTestServer(sampleConfig());
    expect((await register(acme)).status).toBe(401);
  });

  test("a page cannot be the first, nor can somebody behind a proxy once an admin key is set", async () => {
    await startEmpty({ adminKey: ADMIN });
    for (const headers of [{ origin: "https://evil.example" }, { "x-forwarded-for": "203.0.113.9" }]) {
      const answer = await send("POST", "/products", { body: acme, headers });
      expect(answer).toMatchObject({ status: 401 });
    }
    expect((await send("POST", "/products", { body: acme, key: "wrong" })).status).toBe(401);
    expect((await register(acme)).status).toBe(201);
  });

  test("of two first ones at the same moment one is refused", async () => {
    await startEmpty();
    const answers = await Promise.all([register(acme), register({ ...acme, product_id: "eve" })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
  });

  test("an id that is taken is 409; by force it gets a new secret key and webhook secret", async () => {
    await startEmpty({ adminKey: ADMIN });
    const first = (await register(acme, ADMIN)).body;
    expect(await register(acme, ADMIN)).toMatchObject({ status: 409, body: { code: "product_exists" } });
    const again = await register({ ...acme, force_reregister: true }, ADMIN);
    expect(again.status).toBe(201);
    expect(again.body.publishable_key).toBe(first.publishable_key);
    expect(again.body.secret_key).not.toBe(first.secret_key);
    expect(again.body.webhook_secret).not.toBe(first.webhook_secret);
    expect(server.products.byId("acme")?.webhookSecrets).toEqual([again.body.webhook_secret, first.webhook_secret]);
  });

  test("what existing tools send is taken as it is", async () => {
    await startEmpty();
    const { status, body } = await register({
      product_id: "Acme.Web_1",
      contact_email: "ada@example.com",
      webhook_secret: "chosen-by-the-customer",
      integration_type: "event_stream",
      integration_config: { mode: "sse", access_token: "ignored" },
      forward_url: null,
      forward_secret: null,
      force_reregister: false,
      key_name: "ignored",
    });
    expect(status).toBe(201);
    expect(body.webhook_secret).toBe("chosen-by-the-customer");
    expect(server.products.byId("Acme.Web_1")?.webhookSecrets).toEqual(["chosen-by-the-customer"]);
  });

  test("push mode makes webhooks, signed with the given secrets or made-up ones", async () => {
    await startEmpty();
    const { status, body } = await register({
      ...acme,
      integration_type: "event_stream",
      integration_config: { mode: "push", url: "https://hooks.acme.example/usher", secret: "a secret of the customer" },
      forward_url: "https://audit.acme.example/",
    });
    expect(status).toBe(201);
    expect(body.webhooks).toEqual([
      { webhook_id: expect.any(String), url: "https://hooks.acme.example/usher", secret: "a secret of the customer" },
      { webhook_id: expect.any(String), url: "https://audit.acme.example/", secret: expect.stringMatching(/^whsec_/) },
    ]);
    expect(await server.store.webhooks.listEndpoints("acme")).toHaveLength(2);
  });

  test("an address to which nothing may be pushed is refused before anything is made", async () => {
    await startEmpty();
    const body = { ...acme, integration_config: { mode: "push", url: "http://169.254.169.254/latest" } };
    const answer = await send("POST", "/products", { body });
    expect(answer).toMatchObject({ status: 400, body: { code: "webhook_url_refused" } });
    expect(server.products.all).toEqual([]);
  });

  test.each([
    [{ contact_email: undefined }, "contact_email"],
    [{ contact_email: "ada" }, "contact_email"],
    [{ product_id: "a/b" }, "product_id"],
    [{ product_id: "" }, "product_id"],
    [{ webhook_secret: "short" }, "webhook_secret"],
    [{ webhook_secret: "with a line\nbreak in it" }, "webhook_secret"],
    [{ integration_config: { mode: "push" } }, "integration_config.url"],
    [{ integration_type: "webhook" }, "integration_config.url"],
    [{ origins: ["https://a.example/path"] }, "origins"],
  ])("%j is refused, naming the field", async (change, field) => {
    await startEmpty();
    const answer = await send("POST", "/products", { body: { ...acme, ...change } });
    expect(answer).toMatchObject({ status: 400, body: { code: "body_invalid" } });
    expect(answer.body.detail).toContain(field);
  });
});

describe("GET and DELETE /products", () => {
  test("administrators see products and what their keys are, never secrets", async () => {
    await startEmpty({ adminKey: ADMIN });
    const created = (await register(acme, ADMIN)).body;
    const { body } = await send<{ products: ProductWire[] }>("GET", "/products", { headers: { "x-admin-key": ADMIN } });
    expect(body.products).toMatchObject([{ product_id: "acme", contact_email: "ada@example.com", configured: false }]);
    const kinds = body.products[0]?.keys.map(({ kind, key, in_force }) => [kind, key, in_force]);
    expect(kinds).toContainEqual(["publishable", created.publishable_key, true]);
    expect(kinds).toContainEqual(["secret", undefined, true]);
    const text = JSON.stringify(body);
    expect(text).not.toContain(created.secret_key);
    expect(text).not.toContain(created.webhook_secret);
    expect((await send<ProductWire>("GET", "/products/acme", { key: ADMIN })).body.product_id).toBe("acme");
    expect(await send("GET", "/products/nobody", { key: ADMIN })).toMatchObject({
      status: 404,
      body: { code: "product_unknown" },
    });
  });

  test("a product that was deleted is gone with its keys; its id is free again", async () => {
    await startEmpty({ adminKey: ADMIN });
    const { secret_key } = (await register(acme, ADMIN)).body;
    expect((await send("DELETE", "/products/acme", { key: ADMIN })).status).toBe(204);
    expect(server.keys.find(secret_key).type).toBe("unknown");
    expect((await send("DELETE", "/products/acme", { key: ADMIN })).status).toBe(404);
    expect((await register(acme, ADMIN)).status).toBe(201);
  });

  test("a page of a product that was deleted has to start again, and cannot", async () => {
    await startEmpty({ adminKey: ADMIN });
    const origin = "https://app.acme.example";
    const { publishable_key: key } = (await register({ ...acme, origins: [origin] }, ADMIN)).body;
    const page = await server.page({ key, origin });
    await send("DELETE", "/products/acme", { key: ADMIN });
    const answer = await page.post("/v1/capture", { events: [] });
    expect(answer).toMatchObject({ status: 401, body: { code: "token_invalid" } });
    await expect(server.page({ key, origin })).rejects.toThrow("key_unknown");
  });

  test("what the configuration names is taken out there", async () => {
    server = await startTestServer(sampleConfig({}, { adminKey: ADMIN }));
    const answer = await send("DELETE", "/products/projects", { key: ADMIN });
    expect(answer).toMatchObject({ status: 409, body: { code: "product_configured" } });
  });
});

describe("/v1/admin/products", () => {
  test("a product's origins can change while it runs: its page works at once", async () => {
    await startEmpty({ adminKey: ADMIN });
    const { body } = await send<RegisterProductReply>("POST", "/v1/admin/products", {
      key: ADMIN,
      body: { product_id: "acme" },
    });
    const origin = "https://app.acme.example";
    await expect(server.page({ key: body.publishable_key, origin })).rejects.toThrow("origin_not_allowed");
    const changed = await send<ProductWire>("PATCH", "/v1/admin/products/acme", {
      key: ADMIN,
      body: { origins: [origin] },
    });
    expect(changed.body.origins).toEqual([origin]);
    const page = await server.page({ key: body.publishable_key, origin });
    expect(page.session.session_id).toBeTruthy();
  });

  test("rotating shows the new one and says until when the old one works", async () => {
    await startEmpty({ adminKey: ADMIN });
    const { secret_key, webhook_secret } = (await register(acme, ADMIN)).body;
    const path = "/v1/admin/products/acme/rotate";
    const { status, body } = await send<RotateReply>("POST", path, { key: ADMIN, body: { what: "secret" } });
    expect(status).toBe(201);
    expect(body.old_works_until - Date.now()).toBeGreaterThan(23 * HOUR);
    expect([server.keys.find(secret_key).type, server.keys.find(body.value).type]).toEqual(["server", "server"]);
    const now = await send<RotateReply>("POST", path, { key: ADMIN, body: { what: "webhook", overlap_s: 0 } });
    expect(server.products.byId("acme")?.webhookSecrets).toEqual([now.body.value]);
    expect(now.body.value).not.toBe(webhook_secret);
    expect(await send("POST", path, { key: ADMIN, body: { what: "everything" } })).toMatchObject({ status: 400 });
  });

  test("keys are made, listed, rotated and revoked", async () => {
    await startEmpty({ adminKey: ADMIN });
    await register(acme, ADMIN);
    const path = "/v1/admin/products/acme/keys";
    const body = { kind: "restricted", scopes: ["stream:read", "stream:read"] };
    const made = await send<CreatedKeyReply>("POST", path, { key: ADMIN, body });
    expect(made).toMatchObject({ status: 201, body: { kind: "restricted", scopes: ["stream:read"], in_force: true } });
    const rotated = await send<CreatedKeyReply>("POST", `${path}/${made.body.key_id}/rotate`, {
      key: ADMIN,
      body: { overlap_s: 0 },
    });
    expect(rotated.body.scopes).toEqual(["stream:read"]);
    expect(server.keys.find(made.body.key).type).toBe("ended");
    expect((await send("DELETE", `${path}/${rotated.body.key_id}`, { key: ADMIN })).status).toBe(204);
    expect(server.keys.find(rotated.body.key).type).toBe("ended");
    expect(await send("DELETE", `${path}/${rotated.body.key_id}`, { key: ADMIN })).toMatchObject({
      status: 404,
      body: { code: "key_not_found" },
    });
    const { body: listed } = await send<{ keys: CreatedKeyReply[] }>("GET", path, { key: ADMIN });
    expect(listed.keys.map(({ kind, in_force }) => [kind, in_force]).sort()).toEqual([
      ["publishable", true],
      ["restricted", false],
      ["restricted", false],
      ["secret", true],
    ]);
  });

  test.each([
    [{ kind: "restricted" }, "scopes"],
    [{ kind: "restricted", scopes: ["everything"] }, "there is no scope"],
    [{ kind: "secret", scopes: ["stream:read"] }, "only restricted keys"],
    [{ kind: "admin" }, "kind"],
  ])("a key like %j is refused", async (body, text) => {
    await startEmpty({ adminKey: ADMIN });
    await register(acme, ADMIN);
    const answer = await send("POST", "/v1/admin/products/acme/keys", { key: ADMIN, body });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(text);
  });

  test("a restricted key with products:write manages its own product and no other", async () => {
    await startEmpty({ adminKey: ADMIN });
    await register(acme, ADMIN);
    await register({ ...acme, product_id: "other" }, ADMIN);
    const made = await send<CreatedKeyReply>("POST", "/v1/admin/products/acme/keys", {
      key: ADMIN,
      body: { kind: "restricted", scopes: ["products:write"] },
    });
    const { key } = made.body;
    expect((await send("GET", "/v1/admin/products/acme/keys", { key })).status).toBe(200);
    expect((await send("GET", "/v1/admin/products/other/keys", { key })).status).toBe(404);
    expect((await send("GET", "/v1/admin/products", { key })).status).toBe(401);
    expect((await send("GET", "/products", { key })).status).toBe(401);
  });

  test("an administrator's own key can be made and revoked", async () => {
    await startEmpty({ adminKey: ADMIN });
    const made = await send<CreatedKeyReply>("POST", "/v1/admin/keys", { key: ADMIN });
    const { key, key_id } = made.body;
    expect(key).toMatch(/^ak_live_/);
    expect((await send("GET", "/v1/admin/products", { key })).status).toBe(200);
    expect((await send<{ keys: unknown[] }>("GET", "/v1/admin/keys", { key })).body.keys).toHaveLength(1);
    expect((await send("DELETE", `/v1/admin/keys/${key_id}`, { key: ADMIN })).status).toBe(204);
    expect((await send("GET", "/v1/admin/products", { key })).status).toBe(401);
  });
});
