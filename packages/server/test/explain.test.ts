import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileRules } from "@usher/core";
import { sampleTrigger } from "@usher/core/testing";
import { afterEach, expect, test } from "vitest";
import { openEmbeddedStore } from "../src/adapters/sql/open-embedded.ts";
import { backtestStored } from "../src/explain/backtest-stored.ts";
import { explainStored } from "../src/explain/explain-stored.ts";
import { readDataDirectory } from "../src/read-data-directory.ts";
import { sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const ADMIN_KEY = "an admin key of at least thirty-two characters";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function startWith(more: { adminKey?: string; debug?: boolean }): Promise<TestServer> {
  server = await startTestServer(sampleConfig({}, more));
  return server;
}

async function ask(query: string, key = ADMIN_KEY): Promise<{ status: number; body: Record<string, never> }> {
  const response = await fetch(`${server?.url}/v1/admin/explain?${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

test("without a configured key the admin routes do not exist", async () => {
  await startWith({});
  expect(await ask("product=projects&session=s")).toMatchObject({ status: 404, body: { code: "route_unknown" } });
});

test("a wrong or missing key is refused", async () => {
  await startWith({ adminKey: ADMIN_KEY });
  for (const key of ["", "wrong", `${ADMIN_KEY}x`, "pk_test_projects"]) {
    expect(await ask("product=projects&session=s", key)).toMatchObject({
      status: 401,
      body: { code: "admin_key_invalid" },
    });
  }
});

test("explains a session, a user and a past moment, in words and as data", async () => {
  const running = await startWith({ adminKey: ADMIN_KEY });
  const page = await running.page();
  await page.start({ identity: { user_id: "ada" } });
  const stream = await page.listen();
  await page.capture({ type: "page_view", title: "Projects" });
  const before = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await page.threeSaves();
  await stream.next("offer");

  const session = page.session.session_id;
  const now = await ask(`product=projects&session=${session}`);
  expect(now).toMatchObject({
    status: 200,
    body: { session_id: session, user_id: "ada", state: "proactive_assistance", disagreements: [] },
  });
  expect(now.body.triggers).toMatchObject([
    {
      trigger_id: "bulk_edit_opportunity",
      verdict: "offered",
      when: { met: true, children: [{ value: 3, threshold: 3 }, {}, {}] },
    },
  ]);
  const then = await ask(`product=projects&user=ada&at=${before}&trigger=bulk_edit_opportunity`);
  expect(then.body.triggers).toMatchObject([
    { verdict: "not_met", when: { children: [{ value: 0, distance: 3 }, {}, {}] } },
  ]);
  expect(JSON.stringify(then.body)).toContain("0 of 3, 3 to go");
  stream.close();
});

test("what is asked wrongly is named; other products' sessions are not there", async () => {
  const running = await startWith({ adminKey: ADMIN_KEY });
  const page = await running.page();
  await page.capture({ type: "page_view", title: "Projects" });
  const session = page.session.session_id;
  for (const query of [
    `session=${session}`,
    "product=projects",
    "product=projects&session=a&user=b",
    "product=nope&session=a",
    "product=projects&session=a&at=soon",
    "product=projects&session=a&trigger=nope",
  ]) {
    expect(await ask(query), query).toMatchObject({ status: 400, body: { code: "parameter_invalid" } });
  }
  expect(await ask(`product=other&session=${session}`)).toMatchObject({
    status: 404,
    body: { code: "recording_missing" },
  });
  expect(await ask("product=projects&user=nobody")).toMatchObject({ status: 404, body: { code: "session_unknown" } });
});

test("a page sees its own session explained only where debugging is on", async () => {
  const off = await startWith({});
  const blind = await off.page();
  const headers = { authorization: `Bearer ${blind.session.token}` };
  expect((await fetch(`${off.url}/v1/debug`, { headers })).status).toBe(404);
  await off.stop();
  const on = await startWith({ debug: true });
  const page = await on.page();
  await page.threeSaves();
  const authorised = await fetch(`${on.url}/v1/debug`, { headers: { authorization: `Bearer ${page.session.token}` } });
  expect(await authorised.json()).toMatchObject({ triggers: [{ verdict: "held", reason: "no_audience" }] });
  expect((await fetch(`${on.url}/v1/debug`)).status).toBe(401);
});

test("a data directory is explained and backtested while its server goes on", async () => {
  const dir = mkdtempSync(join(tmpdir(), "usher-read-"));
  try {
    server = await startTestServer(sampleConfig(), { store: await openEmbeddedStore({ dir }) });
    const page = await server.page();
    await page.threeSaves();
    const reader = await readDataDirectory(dir);
    const rules = compileRules([sampleTrigger()]);
    const { explanation, disagreements } = await explainStored(reader, rules, {
      productId: "projects",
      who: { session: page.session.session_id },
      at: Date.now(),
    });
    expect(explanation.triggers).toMatchObject([{ verdict: "held", reason: "no_audience" }]);
    expect(disagreements).toEqual([]);
    const changed = compileRules([sampleTrigger({ page: "/elsewhere" })]);
    const differs = await explainStored(reader, changed, {
      productId: "projects",
      who: { session: page.session.session_id },
      at: Date.now(),
    });
    expect(differs.disagreements).toMatchObject([{ noted: "held (no_audience)", computed: "page_mismatch" }]);
    const report = await backtestStored(reader, { productId: "projects", rules });
    expect(report).toMatchObject({
      sessions: 1,
      actions: 4,
      draft: { offers: 0, triggers: [{ holds: { no_audience: 1 } }] },
    });
    await page.threeSaves();
    await reader.close();
  } finally {
    await server?.stop();
    server = undefined;
    rmSync(dir, { recursive: true });
  }
});
