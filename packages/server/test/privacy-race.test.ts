import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Database from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer, type UsherServer } from "../src/create-server.ts";
import { chooseSeed, createRandom, type Random } from "./faults/support/random.ts";
import { createPageClient } from "./support/page-client.ts";
import { KEY, ORIGIN, PROJECTS, SECRET_KEY, sampleConfig } from "./support/sample-config.ts";
import { batchOf, clickOn, postFromPage, posthogEvent } from "./support/source-client.ts";
import { until } from "./support/until.ts";

const ADMIN_KEY = "an admin key of at least thirty-two characters";
const WORKFLOW = "projects-bulk-edit";
const USERS = 10;
/** What a request may be answered while its user is being erased, or was. */
const REFUSALS: readonly number[] = [401, 404, 410];

const random: Random = createRandom(chooseSeed("erasure"));
const dataDir = mkdtempSync(join(tmpdir(), "usher-privacy-race-"));
const logged: string[] = [];
let asked = 0;
let answered = 0;

/** A model that takes its time and says what it was told: whatever it is answered with names the user. */
const model = createHttpServer(async (request, response) => {
  asked += 1;
  let body = "";
  for await (const chunk of request) body += chunk;
  const [name = "nobody"] = /canary\w+/.exec(body) ?? [];
  await wait(random() * 60);
  answered += 1;
  const chunk = { choices: [{ index: 0, delta: { content: `It was ${name} who did this.` }, finish_reason: "stop" }] };
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
});

let server: UsherServer;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => model.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
  const config = sampleConfig(
    { secretKeys: [SECRET_KEY], summaries: { threshold: 3 }, policy: { holdoutShare: 0 } },
    { dataDir, adminKey: ADMIN_KEY, limits: false, shedLoad: false, llm: { baseUrl, model: "double" } },
  );
  const keep = (level: string) => (fields: object, message: string) => {
    logged.push(JSON.stringify({ level, ...fields, message }));
  };
  const log = { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") };
  server = createServer(config, { log });
  ({ url } = await server.start());
});
afterAll(async () => {
  await server.stop();
  model.closeAllConnections();
  model.close();
  rmSync(dataDir, { recursive: true });
});

async function ask(path: string, key: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(`${url}${path}`, { headers, ...init });
  return { status: response.status, text: await response.text() };
}

function filesWith(text: string): string[] {
  return readdirSync(dataDir).filter((name) => readFileSync(join(dataDir, name)).includes(text));
}

/** Lives until the server does not know them any more, or until `isEnough`; several things at once, all the time. */
async function live(canary: string, isEnough: () => boolean, onNamed: () => void): Promise<void> {
  const page = createPageClient(url);
  const button = { role: "button", label: `${canary} label` };
  await page.start();
  await page.capture({ element: button });
  const visitor = page.session.visitor as { readonly id: string; readonly secret: string };
  const before = page.session.session_id;
  await ask(`/v1/sessions/${before}/end`, SECRET_KEY, { method: "POST" });
  const identity = { user_id: `${canary}-user` };
  await page.start({ visitor, identity });
  const device = { distinct_id: `${canary}-device`, $device_id: `${canary}-device`, $session_id: `ph-${before}` };
  const known = { ...device, distinct_id: `${canary}-user`, $is_identified: true };
  const $set = { email: `${canary}@example.com` };
  await postFromPage(
    `${url}/e/`,
    batchOf(
      clickOn(`${canary} before`, device),
      posthogEvent("$identify", { ...known, $anon_distinct_id: device.$device_id, $set }),
    ),
  );
  onNamed();
  const patch = { method: "PATCH", body: JSON.stringify({ workflow: WORKFLOW, status: "mastered" }) };
  const deeds: readonly (() => Promise<number>)[] = [
    async () => (await page.post("/v1/capture", { events: [eventOf(button), eventOf(button)] })).status,
    async () => (await ask(`/v1/sessions/${before}/end`, SECRET_KEY, { method: "POST" })).status,
    async () => (await ask(`/v1/users/${canary}-user/memory`, SECRET_KEY, patch)).status,
    async () => (await page.post("/v1/session", { visitor, identity }, AS_PAGE)).status,
    async () => (await postFromPage(`${url}/e/`, batchOf(clickOn(`${canary} after`, known)))).status,
    async () => {
      await page.chat({ message: `${canary} asks how` });
      return 200;
    },
  ];
  for (;;) {
    const chosen = deeds.map((deed) => (random() < 0.6 ? deed : async () => 200));
    const statuses = await Promise.all(chosen.map((deed) => deed()));
    for (const status of statuses) expect([200, ...REFUSALS]).toContain(status);
    if (isEnough() || statuses.some((status) => REFUSALS.includes(status))) return;
  }
}

let nextEvent = 0;
function eventOf(element: object): object {
  nextEvent += 1;
  return { id: `race-${nextEvent}`, type: "click", at: Date.now(), url: PROJECTS, element };
}

/** A page begins a session with the product's key. */
const AS_PAGE: RequestInit = {
  headers: { authorization: `Bearer ${KEY}`, origin: ORIGIN, "content-type": "application/json" },
};

test("erased while their sessions end, are remembered and put into words: nothing of them is left anywhere", async () => {
  const canaries = Array.from({ length: USERS }, () => `canary${randomBytes(9).toString("hex")}`);
  const stays = canaries[0] ?? "";
  let left = USERS - 1;
  await Promise.all(
    canaries.map(async (canary) => {
      let named: () => void = () => {};
      const isNamed = new Promise<void>((resolve) => {
        named = resolve;
      });
      const life = live(canary, () => (canary === stays ? left === 0 : false), named);
      await Promise.race([isNamed, life]);
      if (canary !== stays) {
        // At any moment of their life: no test of anything depends on how long.
        await wait(random() * 1_500);
        const body = JSON.stringify({ product_id: "projects", user_id: `${canary}-user` });
        const erased = await ask("/v1/admin/privacy/delete", ADMIN_KEY, { method: "POST", body });
        expect(erased.status).toBe(200);
        left -= 1;
      }
      await life;
    }),
  );
  await until("the model's last words", () => asked === answered);
  const { text } = await ask("/v1/admin/export?product=projects", ADMIN_KEY);
  for (const canary of canaries.slice(1)) {
    expect(filesWith(canary), canary).toEqual([]);
    expect(text.includes(canary)).toBe(false);
    expect((await ask(`/v1/users/${canary}-user/sessions`, SECRET_KEY)).text).not.toContain(canary);
  }
  await server.stop();
  for (const canary of canaries.slice(1)) expect(filesWith(canary), canary).toEqual([]);
  expect(logged.filter((line) => line.includes("canary"))).toEqual([]);
  expect(logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);

  // Otherwise the test has not tested anything.
  expect(filesWith(stays)).not.toEqual([]);
  expect(logged.some((line) => line.includes("session put into words"))).toBe(true);
  const database = new Database(join(dataDir, "usher.db"));
  const rows = (query: string): unknown[] => database.prepare(query).all();
  expect(rows("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
  // Whoever is remembered still lives, or is a browser that never said whose it is.
  const owners = rows("select distinct subject from user_memory where subject not like 'visitor:%'");
  expect(owners).toEqual([{ subject: `claimed:${stays}-user` }]);
  const homeless = `select subject from user_memory where subject like 'visitor:%' and substr(subject, 9) not in
    (select visitor_id from visitor union select visitor_id from session)`;
  expect(rows(homeless)).toEqual([]);
  expect(rows("select * from doomed_session")).toEqual([]);
  database.close();
}, 120_000);
