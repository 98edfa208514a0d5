import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Parts } from "../src/compose.ts";
import type { UsherConfig } from "../src/config/config.ts";
import type { LimitOptions } from "../src/limits/limit-settings.ts";
import { KEY, ORIGIN, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

let server: TestServer;
afterEach(() => server.stop());

const tight = { perMinute: 60, burst: 2 };

async function start(rest: Partial<UsherConfig> = {}, parts: Partial<Parts> = {}): Promise<string> {
  server = await startTestServer(sampleConfig({}, rest), parts);
  return server.url;
}

function limited(rates: NonNullable<LimitOptions["rates"]>, more: LimitOptions = {}): Partial<UsherConfig> {
  return { limits: { loopback: true, rates, ...more } };
}

function enter(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const all = { authorization: `Bearer ${KEY}`, origin: ORIGIN, "content-type": "application/json", ...headers };
  return fetch(`${url}/v1/session`, { method: "POST", body: "{}", headers: all });
}

/** The first answer that is not a success, and how many came before it. */
async function untilRefused(ask: () => Promise<Response>): Promise<{ before: number; refusal: Response }> {
  for (let before = 0; before < 100; before++) {
    const response = await ask();
    if (response.status !== 200) return { before, refusal: response };
    await response.text();
  }
  throw new Error("never refused");
}

describe("a client that asks too often", () => {
  test.each(["publishable_key", "address", "session_start"] as const)(
    "%s: 429, when to return, and which limit",
    async (limit) => {
      const url = await start(limited({ [limit]: tight }));
      const { before, refusal } = await untilRefused(() => enter(url));
      expect(before).toBe(2);
      expect(refusal.status).toBe(429);
      expect(Number(refusal.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(refusal.headers.get("access-control-expose-headers")).toBe("retry-after");
      expect(refusal.headers.get("content-type")).toBe("application/problem+json");
      expect(await refusal.json()).toMatchObject({ code: "rate_limited", errors: [{ code: limit }] });
      expect((await server.metrics.snapshot())[`rate_limited_total{limit="${limit}"}`]).toBe(1);
    },
  );

  test("session: its own requests count, not those of the next one", async () => {
    await start(limited({ session: tight }));
    const [one, other] = [await server.page(), await server.page()];
    await one.capture({});
    await one.capture({});
    expect((await one.post("/v1/capture", { events: [{}] })).status).toBe(429);
    await other.capture({});
  });

  test("session_events: a batch counts by its events, and none of a refused batch is taken", async () => {
    await start(limited({ session_events: { perMinute: 1, burst: 4 } }));
    const page = await server.page();
    await page.capture({}, {}, {});
    const refused = await page.post("/v1/capture", { events: [{}, {}] });
    expect(refused.status).toBe(429);
    await page.capture({});
    const snapshot = await server.metrics.snapshot();
    expect(snapshot['ingest_events_received_total{source="page"}']).toBe(4);
  });

  test("secret_key: a backend counts by its key, and only while the key is good", async () => {
    const adminKey = "an admin key of at least 32 characters";
    const url = await start({ ...limited({ secret_key: tight }), adminKey });
    const created = await fetch(`${url}/products`, {
      method: "POST",
      headers: { authorization: `Bearer ${adminKey}` },
      body: JSON.stringify({ product_id: "shop", contact_email: "ada@example.com" }),
    });
    const { secret_key: key } = (await created.json()) as { secret_key: string };
    const ask = (bearer: string) => fetch(`${url}/v1/consumers`, { headers: { authorization: `Bearer ${bearer}` } });
    const { before, refusal } = await untilRefused(() => ask(key));
    expect([before, refusal.status]).toEqual([2, 429]);
    for (let count = 0; count < 5; count++) expect((await ask("sk_live_nobody")).status).toBe(401);
  });

  test("behind a named proxy each visitor is counted alone; what a visitor writes in the header is not believed", async () => {
    const url = await start({ ...limited({ address: tight }), server: { trustProxy: ["127.0.0.1"] } });
    for (const visitor of ["203.0.113.1", "203.0.113.2", "203.0.113.3"]) {
      const { before } = await untilRefused(() =>
        enter(url, { "x-forwarded-for": `198.51.100.${Math.random()}, ${visitor}` }),
      );
      expect(before).toBe(2);
    }
  });

  test("from this machine itself nothing is limited, unless the configuration says so", async () => {
    const url = await start({ limits: { rates: { publishable_key: tight, address: tight, session_start: tight } } });
    for (let count = 0; count < 20; count++) expect((await enter(url)).status).toBe(200);
    // A proxy on this machine speaks for others.
    const { before } = await untilRefused(() => enter(url, { "x-forwarded-for": "203.0.113.1" }));
    expect(before).toBe(2);
  });

  test("limits: false switches everything off", async () => {
    const url = await start({ limits: false });
    for (let count = 0; count < 20; count++) {
      expect((await enter(url, { "x-forwarded-for": "203.0.113.1" })).status).toBe(200);
    }
  });
});

describe("streams that are not wanted now", () => {
  const nudges = (url: string, headers: Record<string, string>, path = "/v1/nudges"): Promise<Response> =>
    fetch(url + path, { headers: { accept: "text/event-stream", ...headers } });

  test.each([
    "/v1/nudges",
    "/stream/projects",
    "/bridge/rasa/proactive/stream/ada",
    "/bridge/inkeep/guidance/stream/s1",
  ])("a browser's EventSource is told to come back, for an error would end it for ever: %s", async (path) => {
    const url = await start(limited({ stream_connect: { perMinute: 1, burst: 1 } }));
    await nudges(url, {}, path);
    const refused = await nudges(url, {}, path);
    expect(refused.status).toBe(200);
    expect(refused.headers.get("content-type")).toContain("text/event-stream");
    expect(await refused.text()).toBe("retry: 15000\n\n");
  });

  test("a client that can read a status gets one", async () => {
    const url = await start(limited({ stream_connect: { perMinute: 1, burst: 1 } }));
    await nudges(url, { authorization: "Bearer x" });
    const refused = await nudges(url, { authorization: "Bearer x" });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
  });

  test("an address has so many streams at once; one that ends makes room", async () => {
    await start(limited({}, { openStreamsPerAddress: 1 }));
    const page = await server.page();
    const first = await page.listen();
    await first.next("ready");
    await expect(page.listen()).rejects.toThrow("429");
    first.close();
    await expect
      .poll(async () => (await page.listen().catch(() => undefined)) !== undefined, { timeout: 10_000 })
      .toBe(true);
  });
});

describe("a server that is too busy", () => {
  const busy = { isOverloaded: () => true, retryAfterS: () => 3, stop() {} };

  test("refuses with 503 and when to return, still says that it lives, and lets operators in", async () => {
    const url = await start({}, { overload: busy });
    const refused = await enter(url);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("3");
    expect(await refused.json()).toMatchObject({ code: "overloaded" });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('overload_rejected_total{cause="event_loop"} 1');
  });

  test("a browser's EventSource is told to come back", async () => {
    const url = await start({}, { overload: busy });
    const refused = await fetch(`${url}/v1/nudges`, { headers: { accept: "text/event-stream" } });
    expect([refused.status, await refused.text()]).toEqual([200, "retry: 15000\n\n"]);
  });
});

describe("bodies and headers", () => {
  /** Sends the parts over a socket, waiting for each pause first; resolves with all that came back, at the end. */
  async function raw(
    url: string,
    parts: readonly { readonly afterMs: number; readonly text: string }[],
  ): Promise<string> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => {});
    const ended = new Promise((resolve) => socket.once("close", resolve));
    for (const { afterMs, text } of parts) {
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      if (!socket.destroyed) socket.write(text);
    }
    await ended;
    return answer;
  }

  const head = (length: number): string =>
    `POST /v1/session HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${KEY}\r\norigin: ${ORIGIN}\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n`;

  test("a body that stops is answered 408 and its connection closed", async () => {
    const url = await start({}, { bodyIdleMs: 150 });
    const answer = await raw(url, [{ afterMs: 0, text: `${head(1_000)}{"zone":` }]);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain("body_timeout");
  });

  test("fifty connections that dribble nothing do not keep others waiting, and all are closed", async () => {
    const url = await start({}, { bodyIdleMs: 500 });
    const stalled = Array.from({ length: 50 }, () => raw(url, [{ afterMs: 0, text: head(1_000) }]));
    expect((await enter(url)).status).toBe(200);
    for (const answer of await Promise.all(stalled)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("a body that is slow but comes is taken", async () => {
    const url = await start({}, { bodyIdleMs: 2_000 });
    const pieces = [..."{}      "].map((text) => ({ afterMs: 20, text }));
    const answer = await raw(url, [{ afterMs: 0, text: head(8) }, ...pieces]);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("more than a hundred headers are refused", async () => {
    const url = await start();
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`x-${index}`, "1"]));
    const refused = await enter(url, many);
    expect(refused.status).toBe(431);
    expect(await refused.json()).toMatchObject({ code: "too_many_headers" });
  });

  test("objects with too many keys, and bodies with too many values, are refused before they are built", async () => {
    await start();
    const page = await server.page();
    const wide = Object.fromEntries(Array.from({ length: 513 }, (_, index) => [`k${index}`, 1]));
    for (const body of [{ events: [wide] }, { events: [], more: Array.from({ length: 50_001 }, () => 1) }]) {
      expect(await page.post("/v1/capture", body)).toMatchObject({ status: 400, body: { code: "body_too_wide" } });
    }
  });

  test.each(["deflate", "br", "gzip, gzip", "zstd"])("%s is refused in words", async (encoding) => {
    const url = await start();
    const refused = await enter(url, { "content-encoding": encoding });
    expect(refused.status).toBe(415);
    expect(await refused.json()).toMatchObject({ code: "media_type_unsupported" });
  });
});

describe("/metrics", () => {
  const token = "a metrics token of some length";
  const read = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/metrics`, { headers });
  const as = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

  test("without a token: this machine, and nobody a proxy speaks for, nor a page", async () => {
    const url = await start();
    const answer = await read(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect((await read(url, { "x-forwarded-for": "203.0.113.1" })).status).toBe(401);
    expect((await read(url, { origin: ORIGIN })).status).toBe(401);
    expect((await read(url, as("wrong"))).status).toBe(401);
  });

  test("with one: the token or the admin key, from anywhere", async () => {
    const adminKey = "an admin key of at least 32 characters";
    const url = await start({ metricsToken: token, adminKey });
    expect((await read(url)).status).toBe(401);
    expect((await read(url, as(token))).status).toBe(200);
    expect((await read(url, { ...as(adminKey), "x-forwarded-for": "203.0.113.1" })).status).toBe(200);
  });

  test("requests are counted by the pattern of their route, never by their path", async () => {
    const url = await start();
    const page = await server.page();
    await page.post("/v1/offers/o_secret_name/outcome", {});
    await fetch(`${url}/no/such/secret_name?key=secret_name`);
    await fetch(url, { method: "PROPFIND" });
    const text = await (await read(url)).text();
    expect(text).toContain(
      'http_server_request_duration_seconds_count{route="/v1/session",method="POST",status="200"} 1',
    );
    expect(text).toContain('route="/v1/offers/:id/outcome",method="POST",status="400"');
    expect(text).toContain('route="unmatched",method="GET",status="404"');
    expect(text).toContain('route="unmatched",method="OTHER",status="404"');
    expect(text).not.toContain("secret_name");
  });
});
