import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createManualClock } from "./support/manual-clock.ts";
import { createPageClient, type PageClient } from "./support/page-client.ts";
import { KEY, ORIGIN, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

let server: TestServer;
let page: PageClient;

beforeAll(async () => {
  server = await startTestServer();
  page = await server.page();
});
afterAll(() => server.stop());

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const click = { id: "ok", type: "click" };

describe("keys and origins", () => {
  test.each([
    ["no key", {}, 401, "key_missing"],
    ["an unknown key", { authorization: "Bearer pk_wrong_key" }, 401, "key_unknown"],
    ["a secret key", { authorization: "Bearer sk_live_1234567890" }, 401, "key_unknown"],
    ["no origin", { authorization: `Bearer ${KEY}` }, 403, "origin_missing"],
    ["a foreign origin", { authorization: `Bearer ${KEY}`, origin: "https://evil.example" }, 403, "origin_not_allowed"],
    [
      "another product's origin",
      { authorization: `Bearer ${KEY}`, origin: "https://other.example.com" },
      403,
      "origin_not_allowed",
    ],
    [
      "an origin that only begins alike",
      { authorization: `Bearer ${KEY}`, origin: `${ORIGIN}.evil.example` },
      403,
      "origin_not_allowed",
    ],
    ["the null origin", { authorization: `Bearer ${KEY}`, origin: "null" }, 403, "origin_not_allowed"],
  ])("%s is refused", async (_, headers, status, code) => {
    const answer = await page.post("/v1/session", {}, { headers });
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body.request_id).toMatch(/^req_/);
  });

  test("CORS names exactly the allowed origin, and nothing for others", async () => {
    const preflight = (origin: string) => fetch(`${server.url}/v1/capture`, { method: "OPTIONS", headers: { origin } });
    const allowed = await preflight(ORIGIN);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(allowed.headers.get("access-control-allow-credentials")).toBeNull();
    expect((await preflight("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("session tokens", () => {
  test.each([
    ["no token", {}, "token_missing"],
    ["not a token", { authorization: "Bearer nonsense" }, "token_invalid"],
    ["the publishable key", { authorization: `Bearer ${KEY}` }, "token_invalid"],
  ])("%s reads nothing", async (_, headers, code) => {
    for (const path of ["/v1/nudges", "/v1/preferences"]) {
      const response = await fetch(`${server.url}${path}`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code });
    }
  });

  test("a token signed with another secret, or with none, is refused", async () => {
    const claims = { sid: page.session.session_id, gen: 1, lvl: "verified" };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("usher")
      .setAudience("projects")
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode("not the installation's secret, but long enough"));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${forged.split(".")[1]}.`;
    for (const token of [forged, unsigned]) {
      const answer = await page.post(
        "/v1/capture",
        { events: [click] },
        { headers: { authorization: `Bearer ${token}` } },
      );
      expect(answer).toMatchObject({ status: 401, body: { code: "token_invalid" } });
    }
  });

  test("a good token from a foreign origin is refused", async () => {
    const headers = { authorization: `Bearer ${page.session.token}`, origin: "https://evil.example" };
    expect(await page.post("/v1/capture", { events: [click] }, { headers })).toMatchObject({
      status: 403,
      body: { code: "origin_not_allowed" },
    });
  });

  test("a beacon may carry the token in its body", async () => {
    const body = JSON.stringify({ token: page.session.token, events: [{ id: "beacon", type: "page_leave" }] });
    const answer = await page.post("/v1/capture", body, { headers: { origin: ORIGIN, "content-type": "text/plain" } });
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
  });
});

describe("bodies", () => {
  test.each<[string, string | Uint8Array, number, string]>([
    ["malformed JSON", "{", 400, "body_not_json"],
    ["nothing", "", 400, "body_not_json"],
    ["not an object", "[]", 400, "body_invalid"],
    ["null", "null", 400, "body_invalid"],
    ["an unknown field", '{"events":[{"id":"a","type":"click"}],"colour":"red"}', 400, "body_invalid"],
    ["no events", '{"events":[]}', 400, "body_invalid"],
    ["too many events", JSON.stringify({ events: Array.from({ length: 501 }, () => click) }), 400, "body_invalid"],
    ["deep nesting", `{"events":${nested(40)}}`, 400, "body_too_deep"],
    ["absurd nesting", nested(500_000), 400, "body_too_deep"],
    ["not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), 400, "encoding_invalid"],
    ["too large", JSON.stringify({ events: [{ ...click, title: "x".repeat(2_200_000) }] }), 413, "body_too_large"],
  ])("%s", async (_, body, status, code) => {
    expect(await page.post("/v1/capture", body)).toMatchObject({ status, body: { code } });
  });

  test("gzip is read, bombs and broken streams are not", async () => {
    const gzip = {
      headers: { authorization: `Bearer ${page.session.token}`, origin: ORIGIN, "content-encoding": "gzip" },
    };
    const good = gzipSync(JSON.stringify({ events: [{ id: "zipped", type: "click" }] }));
    expect(await page.post("/v1/capture", good, gzip)).toMatchObject({ status: 200, body: { accepted: 1 } });
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, "x"));
    expect(await page.post("/v1/capture", bomb, gzip)).toMatchObject({ status: 413, body: { code: "body_too_large" } });
    expect(await page.post("/v1/capture", good.subarray(0, 20), gzip)).toMatchObject({
      status: 400,
      body: { code: "encoding_invalid" },
    });
  });

  test("a bad event costs only itself, and says which field is wrong", async () => {
    const events = [
      { id: "good-1", type: "click", element: { label: "Save" } },
      { id: "bad-1", type: "clck" },
      { id: "bad 2", type: "click" },
      { id: "bad-3", type: "click", element: { label: "x", value: "secret" } },
      { id: "good-2", type: "page_view" },
      { id: "bad-4", type: "click", at: 4_102_444_800_000 },
      { id: "bad-5", type: "click", at: "yesterday" },
    ];
    const answer = await page.post("/v1/capture", { events });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        accepted: 2,
        rejected: [
          { index: 1, path: "events[1].type" },
          { index: 2, path: "events[2].id" },
          { index: 3, path: "events[3].element", code: "unrecognized_keys" },
          { index: 5, path: "events[5].at", code: "time_invalid" },
          { index: 6, path: "events[6].at", code: "time_invalid" },
        ],
      },
    });
    const kept = await server.store.recentActions("projects", page.session.session_id, 10);
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(["good-1", "good-2"]));
  });

  test("a batch in which every event is bad is refused with every reason", async () => {
    const answer = await page.post("/v1/capture", { events: [{ type: "click" }, "no"] });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "body_invalid", errors: [{ path: "events[0].id" }, {}] },
    });
  });

  test("accepting needs to say which option", async () => {
    const answer = await page.post("/v1/offers/x/outcome", { outcome: "accepted" });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: "option" }] } });
  });
});

describe("who is asking comes first", () => {
  test("nothing of an unauthorised body is read, except where a beacon's token is in it", async () => {
    for (const path of ["/v1/preferences", "/v1/tours/x/start", "/v1/chat"]) {
      const method = path === "/v1/preferences" ? "PUT" : "POST";
      expect(await page.post(path, "{", { method, headers: { origin: ORIGIN } })).toMatchObject({ status: 401 });
    }
  });

  test("a name that is not this server's is refused: somebody pointed it here", async () => {
    const answer = (host: string): Promise<number> =>
      new Promise((resolve, reject) => {
        request(`${server.url}/healthz`, { headers: { host } }, (response) => resolve(response.statusCode ?? 0))
          .on("error", reject)
          .end();
      });
    expect(await answer("evil.example")).toBe(421);
    expect(await answer("localhost:8787")).toBe(200);
    expect(await answer("[::1]:8787")).toBe(200);
  });

  test("HEAD on a stream opens none", async () => {
    const headers = { authorization: `Bearer ${page.session.token}` };
    const response = await fetch(`${server.url}/v1/nudges`, { method: "HEAD", headers });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
  });

  test.each(["a\u0000b", "\ud800", "a\nb", ""])("a user id must be text: %j", async (userId) => {
    const headers = { authorization: `Bearer ${KEY}`, origin: ORIGIN };
    const answer = await page.post("/v1/session", { identity: { user_id: userId } }, { headers });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: "body_invalid",
        errors: expect.arrayContaining([expect.objectContaining({ path: "identity.user_id" })]),
      },
    });
  });
});

test("unknown routes and wrong methods are told apart", async () => {
  expect(await (await fetch(`${server.url}/v1/nothing`)).json()).toMatchObject({ code: "route_unknown", status: 404 });
  const wrong = await fetch(`${server.url}/v1/capture`);
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get("allow")).toBe("POST");
});

test("after all of this the server is well and still makes offers", async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const other = await server.page();
  const stream = await other.listen();
  await other.threeSaves();
  expect((await stream.next("offer")).data.trigger_id).toBe("bulk_edit_opportunity");
});

describe("named users", () => {
  const secret = "an identity secret of at least 32 characters";
  const sign = (claims: Record<string, unknown>, key = secret): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(key));
  const soon = () => Math.floor(Date.now() / 1_000) + 600;

  test("are believed only with a token of the product's backend, when it has a secret", async () => {
    const strict = await startTestServer(
      sampleConfig({ identitySecrets: ["another secret of at least 32 characters", secret] }),
    );
    const client = createPageClient(strict.url);
    const identify = (token?: string) =>
      client.post(
        "/v1/session",
        { identity: { user_id: "ada", ...(token && { token }) } },
        {
          headers: { authorization: `Bearer ${KEY}`, origin: ORIGIN },
        },
      );
    try {
      expect(await identify()).toMatchObject({ status: 401, body: { code: "identity_required" } });
      const refused = [
        await sign({ sub: "grace", exp: soon() }),
        await sign({ sub: "ada" }),
        await sign({ sub: "ada", exp: soon() - 10_000 }),
        await sign({ sub: "ada", exp: soon() + 86_400 }),
        await sign({ sub: "ada", exp: soon() }, "a secret that nobody configured, but long enough"),
      ];
      for (const token of refused) {
        expect(await identify(token)).toMatchObject({ status: 401, body: { code: "identity_invalid" } });
      }
      expect(await identify(await sign({ sub: "ada", exp: soon() }))).toMatchObject({
        status: 200,
        body: { level: "verified" },
      });
    } finally {
      await strict.stop();
    }
  });

  test("are believed only as long as their proof: after it they are a claim", async () => {
    const clock = createManualClock(1_800_000_000_000);
    const strict = await startTestServer(sampleConfig({ identitySecrets: [secret] }), { clock });
    const client = createPageClient(strict.url);
    try {
      const token = await sign({ sub: "ada", exp: clock.now() / 1_000 + 300 });
      const { visitor } = await client.start({ identity: { user_id: "ada", token } });
      const known = { visitor: { id: visitor.id, secret: visitor.secret ?? "" } };
      expect((await client.start(known)).level).toBe("verified");
      await clock.advance(301_000);
      expect((await client.start(known)).level).toBe("claimed");
      await clock.advance(3_600_000);
      expect((await client.start(known)).level).toBe("claimed");
    } finally {
      await strict.stop();
    }
  });
});
