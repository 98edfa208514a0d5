import { createServer, type RequestListener, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";
import { expressWebhook } from "../src/webhook/adapters/express.ts";
import { type FastifyLike, fastifyWebhook } from "../src/webhook/adapters/fastify.ts";
import { fetchWebhook } from "../src/webhook/adapters/fetch.ts";
import { honoWebhook } from "../src/webhook/adapters/hono.ts";
import { nextPagesWebhook, nextWebhook } from "../src/webhook/adapters/next.ts";
import { readRawBody } from "../src/webhook/read-raw-body.ts";
import { signWebhook } from "../src/webhook/sign-webhook.ts";
import { WebhookReceiver } from "../src/webhook/webhook-receiver.ts";

const SECRET = "a-long-enough-secret";
// The odd spacing and the escape would be lost by parsing and writing it out again.
const BODY = '{ "type":"summary",  "session_id":"s1", "summary":"\\u00e9t\\u00e9" }';
const LIMIT = 2_000;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  closing.push(() => server.close().closeAllConnections());
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/usher`)),
  );
}

function listenHono(app: Hono): Promise<string> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}/usher`),
    );
    closing.push(() => server.close());
  });
}

const adapters: Record<string, (receiver: WebhookReceiver) => Promise<string>> = {
  express: (receiver) => listen((request, response) => void expressWebhook(receiver)(request, response)),
  "express behind a parser that keeps bytes": (receiver) =>
    listen(async (request, response) => {
      const body = await readRawBody(request, 1_000_000);
      await expressWebhook(receiver)(Object.assign(request, { body }), response);
    }),
  "next, pages router": (receiver) => listen((request, response) => void nextPagesWebhook(receiver)(request, response)),
  hono: (receiver) => {
    const app = new Hono();
    app.post("/usher", honoWebhook(receiver));
    return listenHono(app);
  },
  fetch: (receiver) => {
    const app = new Hono();
    app.mount("/", fetchWebhook(receiver));
    return listenHono(app);
  },
  "next, app router": (receiver) => {
    const app = new Hono();
    app.mount("/", nextWebhook(receiver).POST);
    return listenHono(app);
  },
};

function post(url: string, body: string, id = "msg_1"): Promise<Response> {
  const headers = signWebhook(body, { secret: SECRET, id, now: Date.now() });
  return fetch(url, { method: "POST", headers, body });
}

describe.each(Object.entries(adapters))("%s", (_, mount) => {
  test("the raw bytes are verified, and every outcome has its status", async () => {
    const seen: string[] = [];
    const receiver = new WebhookReceiver({
      secret: SECRET,
      maxBodyBytes: LIMIT,
      onSummary(payload) {
        if (payload.summary === "fails") throw new Error("mine");
        seen.push(payload.summary);
      },
    });
    const url = await mount(receiver);
    const first = await post(url, BODY);
    expect([first.status, await first.json()]).toEqual([200, { status: "handled" }]);
    const again = await post(url, BODY);
    expect([again.status, await again.json()]).toEqual([200, { status: "duplicate" }]);
    const unsigned = await fetch(url, { method: "POST", body: BODY });
    expect([unsigned.status, await unsigned.json()]).toEqual([401, { status: "rejected", code: "signature_missing" }]);
    expect((await post(url, "[]", "msg_2")).status).toBe(400);
    const failing = await post(url, '{"type":"summary","summary":"fails"}', "msg_3");
    expect([failing.status, await failing.json()]).toEqual([500, { status: "failed" }]);
    expect((await post(url, JSON.stringify({ type: "summary", summary: "x".repeat(LIMIT) }), "msg_4")).status).toBe(
      413,
    );
    expect(seen).toEqual(["été"]);
  });
});

test("a body of unknown length is read up to the limit, and answered", async () => {
  const receiver = new WebhookReceiver({ secret: SECRET, maxBodyBytes: LIMIT });
  const url = await listen((request, response) => void expressWebhook(receiver)(request, response));
  const status = await new Promise((resolve, reject) => {
    const request = sendRequest(url, { method: "POST" }, (response) => resolve(response.statusCode));
    request.on("error", reject);
    for (let sent = 0; sent <= LIMIT; sent += 500) request.write("x".repeat(500));
  });
  expect(status).toBe(413);
});

test("express: a body that was parsed before is an error with the fix, not a wrong signature", async () => {
  const errors: unknown[] = [];
  const receiver = new WebhookReceiver({ secret: SECRET });
  const url = await listen(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const parsed = Object.assign(request, { body: JSON.parse(text) });
    await expressWebhook(receiver)(parsed, response, (error) => {
      errors.push(error);
      response.writeHead(500).end();
    });
  });
  expect((await post(url, BODY)).status).toBe(500);
  expect(errors).toEqual([expect.objectContaining({ code: "raw_body_consumed" })]);
});

describe("fastify", () => {
  type Handler = Parameters<FastifyLike["post"]>[1];

  /** Stands in for a Fastify instance: it records what the plugin registers. It does not prove Fastify itself. */
  function registerOnDouble(receiver: WebhookReceiver) {
    let parse: Parameters<FastifyLike["addContentTypeParser"]>[2] | undefined;
    let handler: Handler | undefined;
    const calls: string[] = [];
    const instance: FastifyLike = {
      removeAllContentTypeParsers: () => calls.push("removed"),
      addContentTypeParser(type, options, parser) {
        calls.push(`${type} as ${options.parseAs} up to ${options.bodyLimit}`);
        parse = parser;
      },
      post(path, registered) {
        calls.push(path);
        handler = registered;
      },
    };
    return fastifyWebhook(
      receiver,
      "/usher",
    )(instance).then(() => ({
      calls,
      async send(body: string, headers: Record<string, string>) {
        const parsed = await new Promise((resolve) => parse?.({}, Buffer.from(body), (_, value) => resolve(value)));
        const answer = { status: 0, body: "" };
        const reply = {
          code: (status: number) => Object.assign(reply, Object.assign(answer, { status })),
          headers: () => reply,
          send: (text: string) => Object.assign(answer, { body: text }),
        };
        await handler?.({ body: parsed, headers }, reply as never);
        return answer;
      },
    }));
  }

  test("keeps the bytes by a parser of its own, and answers through the reply", async () => {
    const receiver = new WebhookReceiver({ secret: SECRET, maxBodyBytes: LIMIT });
    const { calls, send } = await registerOnDouble(receiver);
    expect(calls).toEqual(["removed", `* as buffer up to ${LIMIT}`, "/usher"]);
    const headers = signWebhook(BODY, { secret: SECRET, id: "1", now: Date.now() });
    expect(await send(BODY, headers)).toMatchObject({ status: 200, body: '{"status":"handled"}' });
    expect(await send(`${BODY} `, headers)).toMatchObject({ status: 401 });
  });
});
