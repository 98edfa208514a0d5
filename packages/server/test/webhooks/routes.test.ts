import { WebhookReceiver } from "@usher/node";
import { afterEach, expect, test } from "vitest";
import { sampleConfig } from "../support/sample-config.ts";
import { startTestServer, type TestServer } from "../support/start-test-server.ts";
import { openSink, type Sink, status } from "./support/sink.ts";

const ADMIN = "admin key of these tests, long enough";
const DECLARED = "a-declared-secret-long-enough";
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function begin(declare = false): Promise<{ server: TestServer; sink: Sink; call: ReturnType<typeof caller> }> {
  const sink = await openSink(status(200));
  opened.push(sink);
  const webhooks = declare ? [{ url: sink.url, secret: DECLARED }] : [];
  const config = sampleConfig({ webhooks }, { adminKey: ADMIN, webhooks: { allow: [sink.origin] } });
  const server = await startTestServer(config);
  opened.push({ close: () => server.stop() });
  return { server, sink, call: caller(server.url) };
}

function caller(url: string) {
  return async (method: string, path: string, body?: unknown, key: string = ADMIN) => {
    const response = await fetch(`${url}/v1/admin/products/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
}

test("made, tested, used, rotated, looked at and deleted over HTTP", async () => {
  const { server, sink, call } = await begin();
  const made = await call("POST", "projects/webhooks", { url: sink.url });
  expect(made).toMatchObject({ status: 201, body: { url: sink.url, status: "enabled", last_success_at: null } });
  const { webhook_id: id, secret } = made.body as { webhook_id: string; secret: string };
  expect(secret).toMatch(/^whsec_/);
  const listed = await call("GET", "projects/webhooks");
  expect(JSON.stringify(listed.body)).not.toContain("whsec_");
  expect(listed.body).toMatchObject({ webhooks: [{ webhook_id: id, secrets: [{ expires_at: null }] }] });
  expect(await call("POST", `projects/webhooks/${id}/test`)).toMatchObject({
    status: 200,
    body: { delivered: true, status: 200, failure: null },
  });

  const page = await server.page();
  await page.capture({ type: "page_view", title: "Projects" }, { element: { role: "button", label: "Save changes" } });
  await sink.until(2);
  await server.webhooks.idle();
  const [, { headers, body } = { headers: {}, body: "" }] = sink.received;
  const seen: unknown[] = [];
  const receiver = new WebhookReceiver({ secret, onActions: ({ actions }) => seen.push(...actions) });
  expect(await receiver.handle(Buffer.from(body), headers as Record<string, string>)).toMatchObject({
    type: "handled",
  });
  expect(seen).toHaveLength(2);
  expect(JSON.parse(body)).toMatchObject({ type: "actions", product_id: "projects", count: 2 });

  const deliveries = await call("GET", `projects/webhooks/${id}/deliveries?status=delivered`);
  expect(deliveries.body).toMatchObject({ deliveries: [{ status: "delivered", attempts: 1, webhook_id: id }] });
  expect(JSON.stringify(deliveries.body)).not.toContain("Save changes");
  expect((await call("GET", `projects/webhooks/${id}/deliveries?status=dead`)).body).toEqual({ deliveries: [] });

  const rotated = await call("POST", `projects/webhooks/${id}/rotate`);
  expect(rotated).toMatchObject({ status: 201, body: { secrets: [{ expires_at: null }, {}] } });
  expect(rotated.body.secret).not.toBe(secret);
  expect((await call("PATCH", `projects/webhooks/${id}`, { enabled: false })).body).toMatchObject({
    status: "disabled",
    disabled_reason: "by an administrator",
  });
  expect((await call("PATCH", `projects/webhooks/${id}`, { enabled: true })).body).toMatchObject({ status: "enabled" });
  expect((await call("DELETE", `projects/webhooks/${id}`)).status).toBe(204);
  expect((await call("DELETE", `projects/webhooks/${id}`)).body).toMatchObject({ code: "webhook_unknown" });
  expect((await call("GET", "projects/webhooks")).body).toEqual({ webhooks: [] });
});

test("dead letters are listed and sent again, one by one or all", async () => {
  const { server, sink, call } = await begin();
  sink.answer(status(410));
  const { body } = await call("POST", "projects/webhooks", { url: sink.url });
  const id = String(body.webhook_id);
  const page = await server.page();
  await page.capture({ type: "page_view" });
  await sink.until(1);
  await server.webhooks.idle();
  const dead = await call("GET", `projects/webhooks/${id}/deliveries?status=dead`);
  expect(dead.body).toMatchObject({ deliveries: [{ status: "dead", last_failure: "HTTP 410" }] });
  const [{ delivery_id: deliveryId }] = dead.body.deliveries as [{ delivery_id: string }];

  sink.answer(status(200));
  await call("PATCH", `projects/webhooks/${id}`, { enabled: true });
  const again = await call("POST", `projects/webhooks/${id}/deliveries/${deliveryId}/redrive`);
  expect(again).toMatchObject({ status: 200, body: { redriven: 1 } });
  await server.webhooks.idle();
  expect(sink.received.map((one) => one.id)).toEqual([deliveryId, deliveryId]);
  expect((await call("POST", `projects/webhooks/${id}/redrive`)).body).toEqual({ redriven: 0 });
  expect((await call("POST", `projects/webhooks/${id}/deliveries/msg_none/redrive`)).body).toMatchObject({
    code: "delivery_unknown",
  });
});

test.each([
  ["POST", "projects/webhooks", { url: "http://169.254.169.254/latest/meta-data" }, 400, "webhook_url_refused"],
  ["POST", "projects/webhooks", { url: "https://localhost/" }, 400, "webhook_url_refused"],
  ["POST", "projects/webhooks", { url: "https://hooks.example.com/", secret: "short" }, 400, "body_invalid"],
  ["POST", "projects/webhooks", { url: 5 }, 400, "body_invalid"],
  ["POST", "projects/webhooks", { url: "https://hooks.example.com/", more: 1 }, 400, "body_invalid"],
  ["POST", "nobody/webhooks", { url: "https://hooks.example.com/" }, 404, "product_unknown"],
  ["GET", "projects/webhooks/we_none", undefined, 404, "webhook_unknown"],
  ["POST", "projects/webhooks/we_none/test", undefined, 404, "webhook_unknown"],
  ["POST", "projects/webhooks/we_none/rotate", undefined, 404, "webhook_unknown"],
  ["POST", "projects/webhooks/we_none/redrive", undefined, 404, "webhook_unknown"],
  ["PATCH", "projects/webhooks/we_none", { enabled: true }, 404, "webhook_unknown"],
  ["PATCH", "projects/webhooks/we_none", {}, 400, "body_invalid"],
  ["GET", "projects/webhooks/we_none/deliveries?status=lost", undefined, 400, "parameter_invalid"],
  ["GET", "projects/webhooks/we_none/deliveries?limit=0", undefined, 400, "parameter_invalid"],
])("%s %s %j: %i %s", async (method, path, body, expected, code) => {
  const { call } = await begin();
  expect(await call(method, path, body)).toMatchObject({ status: expected, body: { code } });
});

test("a product's key manages its own webhooks, and nobody else's", async () => {
  const { sink, call } = await begin();
  const mine = await call("POST", "projects/keys", { kind: "secret" });
  const key = String(mine.body.key);
  const made = await call("POST", "projects/webhooks", { url: sink.url }, key);
  expect(made.status).toBe(201);
  expect(await call("GET", "other/webhooks", undefined, key)).toMatchObject({ body: { code: "product_unknown" } });
  expect(await call("GET", "projects/webhooks", undefined, "pk_test_projects")).toMatchObject({ status: 401 });
  const narrow = await call("POST", "projects/keys", { kind: "restricted", scopes: ["stream:read"] });
  expect(await call("GET", "projects/webhooks", undefined, String(narrow.body.key))).toMatchObject({
    status: 403,
    body: { code: "scope_missing" },
  });
});

test("at most twenty to a product; the same address again gets a new secret, not a second webhook", async () => {
  const { sink, call } = await begin();
  for (let index = 0; index < 20; index++) {
    expect((await call("POST", "projects/webhooks", { url: `${sink.url}/${index}` })).status).toBe(201);
  }
  expect(await call("POST", "projects/webhooks", { url: `${sink.url}/20` })).toMatchObject({
    status: 409,
    body: { code: "webhook_limit_reached" },
  });
  expect(await call("POST", "projects/webhooks", { url: `${sink.url}/3` })).toMatchObject({ status: 201 });
  expect((await call("GET", "projects/webhooks")).body.webhooks).toHaveLength(20);
});

test("what the configuration declares is there from the start, with its secret", async () => {
  const { server, sink, call } = await begin(true);
  expect((await call("GET", "projects/webhooks")).body).toMatchObject({ webhooks: [{ url: sink.url }] });
  await (await server.page()).capture({ type: "page_view" });
  await sink.until(1);
  const [{ headers, body } = { headers: {}, body: "" }] = sink.received;
  const receiver = new WebhookReceiver({ secret: DECLARED });
  expect(await receiver.handle(Buffer.from(body), headers as Record<string, string>)).toMatchObject({
    type: "handled",
  });
});
