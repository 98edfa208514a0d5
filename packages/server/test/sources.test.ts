import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMemoryStore } from "../src/adapters/memory-store.ts";
import type { Logger } from "../src/observe/logger.ts";
import { silentLogger } from "../src/observe/logger.ts";
import { createManualClock } from "./support/manual-clock.ts";
import { KEY, ORIGIN, sampleConfig } from "./support/sample-config.ts";
import { batchOf, clickOn, postFromPage, posthogEvent } from "./support/source-client.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";
const OTHER_SECRET_KEY = "sk_test_other_0123456789012345678901234567890123";
const WEBHOOK_SECRET = "webhook-secret-0123456789";
const warnings: { readonly fields: unknown; readonly text: string }[] = [];
const log: Logger = { ...silentLogger, warn: (fields, text) => warnings.push({ fields, text }) };

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(
    sampleConfig({
      secretKeys: [SECRET_KEY],
      webhookSecrets: [WEBHOOK_SECRET],
      sources: { posthog: { keys: ["phc_the_old_project"] }, segment: { allowServerEvents: true } },
    }),
    { log },
  );
});
afterAll(() => server.stop());

const titles = async (sessionId: string): Promise<string[]> =>
  (await server.store.recentActions("projects", sessionId, 100)).map(({ title }) => title);

const session = (sessionId: string) => server.engine.find("projects", sessionId);

describe("posthog-js", () => {
  test.each(["/e", "/e/", "/i/v0/e/", "/batch/", "/batch", "/capture/", "/track/", "/engage/"])(
    "%s stores what it acknowledges",
    async (path) => {
      const click = clickOn("Save changes", { $session_id: `at-${path.replaceAll("/", "-")}` });
      const answer = await postFromPage(`${server.url}${path}`, batchOf(click));
      expect(answer).toMatchObject({ status: 200, body: { status: 1 } });
      expect(await titles(String(click.properties.$session_id))).toEqual(["Clicked Save changes"]);
    },
  );

  test("every way in which it has encoded bodies is read", async () => {
    const $session_id = "encodings";
    const form = (event: object): string =>
      `data=${encodeURIComponent(Buffer.from(JSON.stringify(event)).toString("base64"))}`;
    const requests: readonly [path: string, body: unknown][] = [
      ["/e/", clickOn("plain", { $session_id })],
      ["/e/", [clickOn("list", { $session_id })]],
      ["/e/?compression=gzip-js", batchOf(clickOn("gzip", { $session_id }))],
      ["/e/?compression=base64", form(clickOn("form", { $session_id }))],
    ];
    for (const [path, body] of requests) expect((await postFromPage(server.url + path, body)).status).toBe(200);
    expect((await titles($session_id)).toSorted()).toEqual(
      ["form", "gzip", "list", "plain"].map((of) => `Clicked ${of}`),
    );
  });

  test("the same delivery again is stored once", async () => {
    const click = clickOn("Once", { $session_id: "repeated" });
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await postFromPage(`${server.url}/e/`, click)).status).toBe(200);
    }
    expect(await titles("repeated")).toEqual(["Clicked Once"]);
    const counted = await server.metrics.snapshot();
    expect(counted['ingest_events_total{result="duplicate",reason="",source="posthog"}']).toBe(2);
  });

  test("recordings are answered unread", async () => {
    expect(await postFromPage(`${server.url}/s/`, "anything")).toMatchObject({ status: 200, body: { status: 1 } });
  });

  test("a key from before can stay in the page", async () => {
    const click = clickOn("Save", { token: "phc_the_old_project", $session_id: "old-key" });
    expect((await postFromPage(`${server.url}/e/`, click)).status).toBe(200);
    expect(await titles("old-key")).toEqual(["Clicked Save"]);
  });

  test.each([
    ["an unknown key", { token: "pk_unknown_key" }, { origin: ORIGIN }, 401, "key_unknown"],
    ["no key", { token: undefined }, { origin: ORIGIN }, 401, "key_missing"],
    ["a secret key in a page", { token: SECRET_KEY }, { origin: ORIGIN }, 401, "key_unknown"],
    ["a foreign origin", {}, { origin: "https://evil.example" }, 403, "origin_not_allowed"],
    ["another product's origin", {}, { origin: "https://other.example.com" }, 403, "origin_not_allowed"],
    ["no origin", {}, {}, 403, "origin_missing"],
  ])("%s is refused, and the page cannot read why", async (_, properties, headers, status, code) => {
    const $session_id = `refused-${code}`;
    const answer = await postFromPage(`${server.url}/e/`, clickOn("Save", { $session_id, ...properties }), headers);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(await session($session_id)).toBeUndefined();
  });

  test("its origin is echoed with credentials, and only here", async () => {
    const preflight = (path: string, origin: string): Promise<Response> =>
      fetch(server.url + path, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-headers": "content-type, anonymousid" },
      });
    const allowed = await preflight("/e/", ORIGIN);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(allowed.headers.get("access-control-allow-credentials")).toBe("true");
    expect(allowed.headers.get("access-control-allow-headers")).toBe("content-type, anonymousid");
    expect((await preflight("/e/", "https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
    expect((await preflight("/v1/capture", ORIGIN)).headers.get("access-control-allow-credentials")).toBeNull();
    const click = await postFromPage(`${server.url}/e/`, clickOn("Save", { $session_id: "cors" }));
    expect(click.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(click.headers.get("vary")).toContain("Origin");
  });

  test("it is told that clicks may be captured, and to load nothing more", async () => {
    const get = (path: string, init?: RequestInit): Promise<Response> => fetch(server.url + path, init);
    const script = await get(`/array/${KEY}/config.js`);
    expect(script.headers.get("content-type")).toContain("javascript");
    const page: { _POSTHOG_REMOTE_CONFIG?: Record<string, { config: object }> } = {};
    new Function("window", await script.text())(page);
    const config = page._POSTHOG_REMOTE_CONFIG?.[KEY]?.config;
    expect(config).toMatchObject({ autocapture_opt_out: false, supportedCompression: ["gzip", "gzip-js"] });
    expect(config).not.toHaveProperty("surveys");
    expect(await (await get(`/array/${KEY}/config`, { headers: { origin: ORIGIN } })).json()).toEqual(config);
    const flags = await postFromPage(`${server.url}/flags/?v=2`, { token: KEY, distinct_id: "device-1" });
    expect(flags).toMatchObject({ status: 200, body: { featureFlags: {}, errorsWhileComputingFlags: false } });
    expect((await postFromPage(`${server.url}/decide/?v=3`, { token: KEY })).status).toBe(200);
    expect((await postFromPage(`${server.url}/flags/`, { token: "pk_unknown_key" })).status).toBe(401);
    expect((await get("/static/1.434.18/surveys.js")).status).toBe(200);
    expect((await get("/static/other.js")).status).toBe(404);
    expect((await get("/e/", { method: "HEAD", headers: { origin: ORIGIN } })).status).toBe(200);
  });
});

describe("people", () => {
  test("a visitor who is identified keeps the session, and what was done before is theirs", async () => {
    const of = { $session_id: "merge", distinct_id: "device-m", $device_id: "device-m" };
    await postFromPage(`${server.url}/e/`, clickOn("Before", of));
    expect(await session("merge")).toMatchObject({ level: "anonymous", userId: "device-m", source: "posthog" });
    const $identify = posthogEvent("$identify", {
      ...of,
      distinct_id: "ada",
      $anon_distinct_id: "device-m",
      $set: { email: "ada@example.com", plan: "team" },
    });
    const after = clickOn("After", { ...of, distinct_id: "ada", $is_identified: true, email: "ada@example.com" });
    await postFromPage(`${server.url}/e/`, batchOf($identify, after));
    expect(await session("merge")).toMatchObject({ level: "claimed", userId: "ada", email: "ada@example.com" });
    expect(await titles("merge")).toEqual(["Clicked Before", "Clicked After"]);
    const late = clickOn("Late", of);
    await postFromPage(`${server.url}/e/`, late);
    expect(await titles("merge")).toHaveLength(3);
    const person = await server.store.activity.findPerson("projects", "ada");
    expect(person).toMatchObject({ email: "ada@example.com", traits: { plan: "team" } });
  });

  test("the sessions from before are theirs, too", async () => {
    const of = (session: string) => ({ $session_id: session, distinct_id: "device-p", $device_id: "device-p" });
    await postFromPage(`${server.url}/e/`, clickOn("Monday", of("monday")));
    await postFromPage(`${server.url}/e/`, clickOn("Tuesday", of("tuesday")));
    await postFromPage(
      `${server.url}/e/`,
      posthogEvent("$identify", { ...of("wednesday"), distinct_id: "pat", $anon_distinct_id: "device-p" }),
    );
    const done = await server.store.activity.userActions("projects", "pat", 0, 10);
    expect(done.map(({ action }) => action.label).toSorted()).toEqual(["Monday", "Tuesday"]);
  });

  test("a time that is none goes to quarantine, unless it is the client's clock that is wrong", async () => {
    const $session_id = "times";
    const at = (label: string, timestamp: unknown) => ({ ...clickOn(label, { $session_id }), timestamp });
    const send = (sent_at: string, ...batch: unknown[]) =>
      postFromPage(`${server.url}/batch/`, { api_key: KEY, batch, sent_at });
    const now = new Date().toISOString();
    await send(
      now,
      at("ms", Date.now()),
      at("ns", `${Date.now()}000000`),
      at("too late", 4_102_444_800_000),
      at("none", "x"),
    );
    await send("1970-01-02T00:00:01Z", at("wrong clock", "1970-01-02T00:00:00Z"));
    expect((await titles($session_id)).toSorted()).toEqual(["Clicked ms", "Clicked ns", "Clicked wrong clock"]);
    const refused = await server.store.activity.listQuarantine("projects", 10);
    expect(refused.filter(({ reason }) => reason === "time_invalid")).toHaveLength(2);
  });

  describe("events written by hand, which do not say whose id it is", () => {
    const byHand = (event: string, distinct_id: string, properties: object = {}) => ({
      api_key: KEY,
      event,
      distinct_id,
      properties: { $current_url: `${ORIGIN}/projects`, ...properties },
    });
    const labels = async (userId: string) => {
      const done = await server.store.activity.userActions("projects", userId, 0, 10);
      return done.map(({ action }) => action.label);
    };

    test.each([
      ["with sessions", { $session_id: "by-hand" }, "hand-1"],
      ["without sessions", {}, "hand-2"],
      ["by posthog-node", { $lib: "posthog-node", $session_id: "by-node" }, "hand-3"],
    ])("%s: what was done before identify is the user's", async (_, properties, id) => {
      await postFromPage(`${server.url}/capture/`, byHand("opened import", `${id}-anon`, properties));
      expect(await labels(`${id}-anon`)).toEqual(["opened import"]);
      const anon = { ...properties, $anon_distinct_id: `${id}-anon` };
      await postFromPage(`${server.url}/capture/`, byHand("$identify", id, anon));
      await postFromPage(`${server.url}/capture/`, byHand("imported", id, properties));
      await postFromPage(`${server.url}/capture/`, byHand("late", `${id}-anon`, properties));
      expect(await labels(id)).toEqual(["opened import", "imported", "late"]);
      const sessions = await server.store.activity.userSessions("projects", id, 10);
      expect(sessions).toHaveLength(1);
      expect(await session(sessions[0] ?? "")).toMatchObject({ userId: id, level: "claimed" });
    });

    test("whoever was identified keeps their past", async () => {
      await postFromPage(`${server.url}/capture/`, byHand("paid", "rosalind"));
      await postFromPage(`${server.url}/capture/`, byHand("$identify", "rosalind"));
      await postFromPage(`${server.url}/capture/`, byHand("$identify", "mallory", { $anon_distinct_id: "rosalind" }));
      expect(await labels("rosalind")).toEqual(["paid"]);
      expect(await labels("mallory")).toEqual([]);
    });
  });

  test("whoever sits down after them is somebody else, also in the same session", async () => {
    const of = (id: string, isUser: boolean) => ({
      $session_id: "shared",
      distinct_id: id,
      $device_id: "device-s",
      $is_identified: isUser,
    });
    await postFromPage(`${server.url}/e/`, clickOn("Ada's", of("ada", true)));
    await postFromPage(`${server.url}/e/`, clickOn("Visitor's", of("device-after-reset", false)));
    await postFromPage(`${server.url}/e/`, clickOn("Grace's", of("grace", true)));
    expect(await session("shared")).toMatchObject({ userId: "ada" });
    expect(await titles("shared")).toEqual(["Clicked Ada's"]);
    for (const user of ["device-after-reset", "grace"]) {
      const [own] = await server.store.activity.userSessions("projects", user, 10);
      expect(await titles(own ?? "")).toHaveLength(1);
    }
  });

  test("nobody can take over the past of a visitor who has a name", async () => {
    const identify = (userId: string) =>
      posthogEvent("$identify", { distinct_id: userId, $anon_distinct_id: "device-n", $session_id: `n-${userId}` });
    await postFromPage(`${server.url}/e/`, identify("ada"));
    await postFromPage(`${server.url}/e/`, identify("mallory"));
    expect(await server.store.activity.findAnonymous("projects", "device-n")).toBe("ada");
  });

  test("of somebody who was erased nothing is taken any more", async () => {
    const of = { distinct_id: "eve", $is_identified: true, $session_id: "eve-1" };
    await postFromPage(`${server.url}/e/`, clickOn("Save", of));
    await server.store.activity.eraseUser("projects", "eve", Date.now());
    const answer = await postFromPage(`${server.url}/e/`, clickOn("Save", { ...of, $session_id: "eve-2" }));
    expect(answer.status).toBe(200);
    expect(await session("eve-2")).toBeUndefined();
    const counted = await server.metrics.snapshot();
    expect(counted['ingest_events_total{result="dropped",reason="erased",source="posthog"}']).toBe(1);
  });
});

describe("sessions", () => {
  test("a page's own session is written by nobody but that page", async () => {
    const page = await server.page();
    const { session_id: $session_id } = page.session;
    await page.capture({ type: "click", element: { label: "Mine" } });
    expect((await postFromPage(`${server.url}/e/`, clickOn("Theirs", { $session_id }))).status).toBe(200);
    expect(await titles($session_id)).toEqual(["Clicked Mine"]);
    expect(await titles(`posthog:${$session_id}`)).toEqual(["Clicked Theirs"]);
  });

  test("two sources never share one", async () => {
    await postFromPage(`${server.url}/e/`, clickOn("PostHog's", { $session_id: "both" }));
    const call = { type: "track", event: "Segment's", anonymousId: "a1", context: { sessionId: "both" } };
    const authorization = `Basic ${Buffer.from(`${KEY}:`).toString("base64")}`;
    const answer = await postFromPage(`${server.url}/v1/t`, call, { origin: ORIGIN, authorization });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(await titles("both")).toEqual(["Clicked PostHog's"]);
    expect(await titles("segment:both")).toHaveLength(1);
  });

  test("an id that cannot be kept gets another, the same each time", async () => {
    for (const label of ["One", "Two"]) {
      await postFromPage(`${server.url}/e/`, clickOn(label, { $session_id: "d%3A1 x", distinct_id: "odd" }));
    }
    const sessions = await server.store.activity.userSessions("projects", "odd", 10);
    expect(sessions).toHaveLength(1);
    expect(await titles(sessions[0] ?? "")).toHaveLength(2);
  });

  test("without one a person's visit ends after half an hour of silence", async () => {
    const clock = createManualClock(1_800_000_000_000);
    const quiet = await startTestServer(sampleConfig({ sources: { segment: { allowServerEvents: true } } }), {
      clock,
      store: createMemoryStore(),
    });
    const track = (event: string, who: object) =>
      postFromPage(`${quiet.url}/v1/track`, { type: "track", event, writeKey: KEY, ...who }, {});
    try {
      await track("one", { anonymousId: "a1" });
      await clock.advance(20 * 60_000);
      await track("two", { anonymousId: "a1", userId: "ada" });
      await clock.advance(31 * 60_000);
      await track("three", { anonymousId: "a1", userId: "ada" });
      const sessions = await quiet.store.activity.userSessions("projects", "ada", 10);
      const counts = await Promise.all(
        sessions.map(async (id) => (await quiet.store.recentActions("projects", id, 10)).length),
      );
      expect(counts).toEqual([1, 2]);
    } finally {
      await quiet.stop();
    }
  });

  test("automated browsers are stored, flagged, and helped with nothing", async () => {
    const headers = { origin: ORIGIN, "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" };
    const of = { $session_id: "bot-1", distinct_id: "bot-1" };
    await postFromPage(`${server.url}/e/`, batchOf(...["a", "b", "c"].map(() => clickOn("Save changes", of))), headers);
    const actions = await server.store.recentActions("projects", "bot-1", 10);
    expect(actions.map(({ properties }) => properties?.bot)).toEqual([true, true, true]);
    expect((await session("bot-1"))?.snapshot.consent).toBe(false);
    const notes = (await server.store.ledger("projects", "bot-1", 10)).map(({ note }) => note);
    expect(notes.some(({ type }) => type === "fired")).toBe(false);
  });
});

describe("clocks", () => {
  test("an impossible time becomes the moment of receipt, a late event keeps its own", async () => {
    const at = async (timestamp: number): Promise<number | undefined> => {
      const $session_id = `clock-${timestamp}`;
      const click = { ...clickOn("Save", { $session_id }), timestamp: new Date(timestamp).toISOString() };
      await postFromPage(`${server.url}/e/`, click);
      return (await server.store.recentActions("projects", $session_id, 1))[0]?.at;
    };
    const now = Date.now();
    const day = 86_400_000;
    expect(Math.abs(((await at(now + 3_600_000)) ?? 0) - now)).toBeLessThan(60_000);
    expect(await at(now - 9 * day)).toBe(now - 9 * day);
  });
});

describe("one bad event costs only itself", () => {
  test("what is no event is counted, its neighbours are stored", async () => {
    const $session_id = "neighbours";
    const batch = batchOf(clickOn("One", { $session_id }), "no event", null, 17, clickOn("Two", { $session_id }));
    expect((await postFromPage(`${server.url}/batch/`, batch)).status).toBe(200);
    expect(await titles($session_id)).toEqual(["Clicked One", "Clicked Two"]);
  });

  test("what the store refuses goes to quarantine with the reason", async () => {
    const store = createMemoryStore();
    const poisoned: typeof store = {
      ...store,
      async commitStep(step) {
        if (step.actions.some(({ label }) => label === "Poison")) {
          const { UsherError } = await import("@usher/core");
          throw new UsherError("store_rejected", "The store refused this write: poison.");
        }
        return store.commitStep(step);
      },
    };
    const other = await startTestServer(sampleConfig(), { store: poisoned });
    try {
      const $session_id = "poison";
      const labels = ["One", "Two", "Poison", "Three"];
      const batch = batchOf(...labels.map((label) => clickOn(label, { $session_id })));
      expect((await postFromPage(`${other.url}/batch/`, batch)).status).toBe(200);
      const kept = await other.store.recentActions("projects", $session_id, 10);
      expect(kept.map(({ label }) => label).toSorted()).toEqual(["One", "Three", "Two"]);
      const [quarantined] = await other.store.activity.listQuarantine("projects", 10);
      expect(quarantined).toMatchObject({
        reason: expect.stringContaining("poison"),
        body: expect.stringContaining("Poison"),
      });
      const counted = await other.metrics.snapshot();
      expect(counted['ingest_events_total{result="quarantined",reason="store_rejected",source="posthog"}']).toBe(1);
      expect(counted.ingest_events_unaccounted).toBe(0);
    } finally {
      await other.stop();
    }
  });

  test("when the store cannot write nothing is acknowledged", async () => {
    const store = createMemoryStore();
    const broken: typeof store = {
      ...store,
      async commitStep() {
        const { UsherError } = await import("@usher/core");
        throw new UsherError("store_unavailable", "The disk is full.");
      },
    };
    const other = await startTestServer(sampleConfig(), { store: broken });
    try {
      const answer = await postFromPage(`${other.url}/e/`, clickOn("Save"));
      expect(answer).toMatchObject({ status: 503, body: { code: "store_unavailable" } });
      expect(answer.headers.get("retry-after")).toBe("1");
      expect((await other.metrics.snapshot()).ingest_events_unaccounted).toBe(0);
    } finally {
      await other.stop();
    }
  });
});

describe("POST /webhook/:product_id", () => {
  const body = JSON.stringify({
    event: "$autocapture",
    uuid: "webhook-1",
    distinct_id: "ada",
    session_id: "hooked",
    event_type: "click",
    elements_chain: 'button:text="Save changes"',
    current_url: `${ORIGIN}/projects`,
    timestamp: new Date().toISOString(),
  });
  const signature = createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex");

  test.each([
    ["the plain secret", WEBHOOK_SECRET],
    ["a signature", `sha256=${signature}`],
  ])("%s opens it", async (_, header) => {
    const answer = await postFromPage(`${server.url}/webhook/projects`, body, { "x-posthog-secret": header });
    expect(answer.status).toBe(200);
    expect(await session("hooked")).toMatchObject({ userId: "ada", source: "posthog-webhook" });
    expect(await titles("hooked")).toEqual(["Clicked Save changes"]);
  });

  test("anything else is refused, counted and logged", async () => {
    warnings.length = 0;
    for (const headers of [
      {},
      { "x-posthog-secret": "wrong-secret" },
      { "x-posthog-secret": `sha256=${"0".repeat(64)}` },
    ]) {
      expect((await postFromPage(`${server.url}/webhook/projects`, body, { ...headers })).status).toBe(401);
    }
    expect(warnings.map(({ text }) => text)).toEqual(Array(3).fill("invalid PostHog signature for product=projects"));
    expect(warnings.at(-1)?.fields).toMatchObject({ productId: "projects", signatureFailures: 3 });
    expect(
      (await postFromPage(`${server.url}/webhook/other`, body, { "x-posthog-secret": WEBHOOK_SECRET })).status,
    ).toBe(401);
    expect((await postFromPage(`${server.url}/webhook/nobody`, body)).status).toBe(404);
  });
});

describe("POST /ingest/:source/:product_id", () => {
  const event = { event_type: "click", target_text: "Save", user_id: "ada", session_id: "fs-1", page_url: ORIGIN };

  test("a secret key opens every source", async () => {
    const authorization = `Bearer ${SECRET_KEY}`;
    const fullstory = await postFromPage(`${server.url}/ingest/fullstory/projects`, event, { authorization });
    expect(fullstory).toMatchObject({ status: 200, body: { accepted: 1, duplicate: 0, rejected: 0 } });
    const amplitude = {
      events: [{ event_type: "paid", user_id: "ada", session_id: 1_795_178_100_000, device_id: "d1" }],
    };
    const answer = await postFromPage(`${server.url}/ingest/amplitude/projects`, amplitude, { authorization });
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(
      (await postFromPage(`${server.url}/ingest/posthog/projects`, clickOn("Save"), { authorization })).status,
    ).toBe(200);
  });

  test("a source's own secret opens it, others do not", async () => {
    const path = `${server.url}/ingest/fullstory/projects`;
    const send = (authorization: string) => postFromPage(path, event, { authorization });
    expect((await send(`Bearer ${WEBHOOK_SECRET}`)).status).toBe(200);
    expect((await send("Bearer wrong-secret-0123")).status).toBe(401);
    expect((await postFromPage(path, event, {})).status).toBe(401);
    expect((await postFromPage(`${server.url}/ingest/posthog/projects`, clickOn("x"), {})).status).toBe(401);
    expect((await postFromPage(`${server.url}/ingest/nothing/projects`, event, {})).status).toBe(404);
    const foreign = await postFromPage(`${server.url}/ingest/fullstory/other`, event, {
      authorization: `Bearer ${SECRET_KEY}`,
    });
    expect(foreign).toMatchObject({ status: 404, body: { code: "product_unknown" } });
  });

  test("a source that the product has not set up is no failure of the server", async () => {
    const path = `${server.url}/ingest/json-mapping/projects`;
    for (const authorization of [`Bearer ${SECRET_KEY}`, `Bearer ${WEBHOOK_SECRET}`, "Bearer wrong-secret-0123"]) {
      const answer = await postFromPage(path, event, { authorization });
      expect(answer).toMatchObject({ status: 404, body: { code: "source_unknown" } });
    }
  });
});

test("servers send with a secret key, or with a publishable one where that is allowed", async () => {
  const send = (api_key: string) =>
    postFromPage(
      `${server.url}/batch/`,
      { api_key, batch: [{ event: "paid", distinct_id: "ada", uuid: `s-${api_key}` }] },
      {},
    );
  expect((await send(SECRET_KEY)).status).toBe(200);
  expect(await send(KEY)).toMatchObject({ status: 403, body: { code: "origin_missing" } });
  expect((await send(OTHER_SECRET_KEY)).status).toBe(401);
  const track = { type: "track", event: "paid", userId: "ada", writeKey: KEY };
  expect((await postFromPage(`${server.url}/v1/track`, track, {})).status).toBe(200);
});

test("analytics.js is sent to this server", async () => {
  const response = await fetch(`${server.url}/v1/projects/${KEY}/settings`, { headers: { origin: ORIGIN } });
  const { host } = new URL(server.url);
  expect(await response.json()).toMatchObject({
    integrations: { "Segment.io": { apiKey: KEY, apiHost: `${host}/v1`, protocol: "http" } },
  });
});

test("wrong settings of a source are found when the configuration is loaded", () => {
  const load = (sources: Record<string, Record<string, unknown>>) => () => sampleConfig({ sources });
  expect(load({ posthog: { deadClicks: "no" } })).toThrow(
    "products[0].sources.posthog.deadClicks: write true or false",
  );
  expect(load({ postog: {} })).toThrow("products[0].sources.postog: there is no such source");
  expect(load({ segment: { keys: "wk" } })).toThrow("products[0].sources.segment.keys");
  expect(load({ segment: { allowServerEvents: 1 } })).toThrow("allowServerEvents: write true or false");
  expect(load({ posthog: { deadClicks: false, keys: ["phc_1"], allowServerEvents: true } })).not.toThrow();
});
