import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEmbeddedStore } from "../src/adapters/sql/open-embedded.ts";
import { type StrangeRequest, strangeRequests } from "./support/malformed-bodies.ts";
import { KEY, ORIGIN, sampleConfig } from "./support/sample-config.ts";
import { clickOn } from "./support/source-client.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const SEED = 20_261_121;
const BODIES = 100_000;
/** The rest goes straight into the application, which is what answers either way. */
const EVERY_OVER_HTTP = 10;
/** A batch of rubbish with one good event in it. */
const EVERY_WITH_NEIGHBOUR = 100;
const NEIGHBOURS_PER_SESSION = 50;
const AT_ONCE = 100;
const WARM_UP = 20_000;
const MIB = 1024 * 1024;
const MAX_KEPT = 64 * MIB;

const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";
const WEBHOOK_SECRET = "webhook-secret-0123456789";
const KNOWN = new Set([200, 400, 401, 403, 404, 413, 415]);

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

let server: TestServer;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "usher-malformed-"));
  const mapping = {
    fields: { user_id: "/user_id", session_id: "/session_id", label: "/target_text" },
    types: { "*": "click" },
  };
  server = await startTestServer(
    sampleConfig({
      secretKeys: [SECRET_KEY],
      webhookSecrets: [WEBHOOK_SECRET],
      sources: { "json-mapping": mapping, segment: { allowServerEvents: true } },
    }),
    { store: await openEmbeddedStore({ dir }) },
  );
});
afterAll(async () => {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
});

test(`${BODIES} malformed bodies, seed ${SEED}: no crash, no 5xx, memory bounded, good neighbours stored`, {
  // Under a minute on the processor; a busy machine takes many times as long.
  timeout: 900_000,
}, async () => {
  const page = await server.page();
  const next = strangeRequests({
    seed: SEED,
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    token: page.session.token,
  });
  const statuses = new Map<number, number>();
  const neighbours: string[] = [];
  let base = 0;

  async function send(index: number): Promise<void> {
    const isNeighbour = index % EVERY_WITH_NEIGHBOUR === 0;
    const request = isNeighbour ? withNeighbour(index, neighbours) : next();
    const status = await answer(request, index % EVERY_OVER_HTTP === 0);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (!KNOWN.has(status) || (isNeighbour && status !== 200)) {
      throw new Error(`request ${index} of seed ${SEED} to ${request.path} was answered ${status}`);
    }
  }

  for (let index = 0; index < BODIES; index += AT_ONCE) {
    const share = Math.min(AT_ONCE, BODIES - index);
    await Promise.all(Array.from({ length: share }, (_, offset) => send(index + offset)));
    if (base === 0 && index >= WARM_UP) base = await memoryKept();
  }
  const kept = (await memoryKept()) - base;

  for (const [index, id] of neighbours.entries()) {
    const sessionId = sessionOf(index);
    const ids = new Set((await server.store.recentActions("projects", sessionId, 100)).map((action) => action.id));
    if (!ids.has(id)) throw new Error(`${id} of ${sessionId} was acknowledged and is not stored`);
  }
  expect(neighbours).toHaveLength(BODIES / EVERY_WITH_NEIGHBOUR);
  expect(kept).toBeLessThan(MAX_KEPT);
  // Otherwise the bodies would be so strange that nothing behind the first check was reached.
  expect(statuses.get(200)).toBeGreaterThan(BODIES / 5);
  for (const status of [400, 401, 403, 413, 415]) expect([...statuses.keys()]).toContain(status);
  expect((await server.metrics.snapshot()).ingest_events_unaccounted).toBe(0);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

async function answer({ path, headers, body }: StrangeRequest, overHttp: boolean): Promise<number> {
  const init: RequestInit = { method: "POST", headers: { ...headers }, body: body as BodyInit };
  const response = overHttp
    ? await fetch(server.url + path, init)
    : await server.app.fetch(new Request(`http://localhost${path}`, init));
  await response.arrayBuffer();
  return response.status;
}

function sessionOf(neighbour: number): string {
  return `neighbours-${Math.floor(neighbour / NEIGHBOURS_PER_SESSION)}`;
}

function withNeighbour(index: number, neighbours: string[]): StrangeRequest {
  const click = clickOn("Good", { $session_id: sessionOf(neighbours.length) });
  neighbours.push(click.uuid);
  const rubbish = [null, 17, "x", [], {}, { event: 5 }, { event: "$autocapture", properties: { $elements: "no" } }];
  const batch = [...rubbish.slice(0, index % rubbish.length), click, ...rubbish.slice(index % rubbish.length)];
  const body = Buffer.from(JSON.stringify({ api_key: KEY, batch }));
  return { path: "/batch/", headers: { origin: ORIGIN }, body };
}

/** What is held once garbage is gone; zlib lets go of a failed stream a turn later. */
async function memoryKept(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await nextTurn();
    collectGarbage();
  }
  return process.memoryUsage().rss;
}
