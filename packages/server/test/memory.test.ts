import {
  builtinTrigger,
  DAY_MS,
  defineGoldenPath,
  discovered,
  MINUTE_MS,
  type PathStep,
  type RawEvent,
  type SessionRequest,
} from "@usher/core";
import { samplePath } from "@usher/core/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openEmbeddedStore } from "../src/adapters/sql/open-embedded.ts";
import type { Store } from "../src/ports/store.ts";
import { createManualClock, type ManualClock } from "./support/manual-clock.ts";
import { createPageClient, type PageClient } from "./support/page-client.ts";
import { PROJECTS, SECRET_KEY, sampleConfig } from "./support/sample-config.ts";
import { batchOf, clickOn, postFromPage, posthogEvent } from "./support/source-client.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const T = 1_795_178_200_000;

const [openOptions, apply] = samplePath.steps as unknown as readonly [PathStep, PathStep];
const choose: PathStep = {
  id: "choose",
  title: "Choose a value",
  description: "Pick what **Set priority** sets.",
  target: { selectors: ["#set-priority"] },
};
const path = defineGoldenPath({ ...samplePath, steps: [openOptions, choose, apply] });
const WORKFLOW = path.id;

const until = discovered({ label: "never" });
const learn = { page: "/projects", until, howTo: path };
const triggers = [
  builtinTrigger("resume_after_gap", { ...learn, params: { workflow: WORKFLOW } }),
  builtinTrigger("repeat_attempt", {
    ...learn,
    params: { workflow: WORKFLOW, completion: 0.5, begin: { label: "Table options" } },
  }),
  builtinTrigger("adoption_gap", { ...learn, params: { workflow: WORKFLOW } }),
];

type UserTraits = NonNullable<NonNullable<SessionRequest["identity"]>["traits"]>;

let clock: ManualClock;
let store: Store;
let server: TestServer;

beforeEach(async () => {
  // Days pass in one step: nothing that merely ticks takes part.
  clock = { ...createManualClock(T), every: () => () => {} };
  store = await openEmbeddedStore({ memory: true });
  server = await startTestServer(sampleConfig({ triggers, policy: { holdoutShare: 0 } }), {
    clock,
    store,
    heartbeatS: 1e7,
  });
});
afterEach(() => server.stop());

const OPTIONS: Partial<RawEvent> = {
  element: { tag: "button", role: "button", label: "Table options", id: "projects-table-options" },
};
const CHOOSE: Partial<RawEvent> = {
  element: { tag: "select", role: "combobox", label: "Set priority", id: "set-priority" },
};
const APPLY: Partial<RawEvent> = { element: { tag: "button", role: "button", label: "Apply to 3", id: "bulk-apply" } };

async function visit(who: string, ...deeds: readonly Partial<RawEvent>[]): Promise<PageClient> {
  const page = createPageClient(server.url);
  await page.start({ identity: { user_id: who } });
  await page.listen();
  await page.capture({ type: "page_view", at: clock.now(), url: PROJECTS });
  for (const deed of deeds) {
    await clock.advance(1_000);
    await page.capture({ url: PROJECTS, at: clock.now(), ...deed });
  }
  return page;
}

async function ask<Body = Record<string, never>>(path: string, init: RequestInit = {}): Promise<Body> {
  const headers = { authorization: `Bearer ${SECRET_KEY}`, "content-type": "application/json" };
  const response = await fetch(`${server.url}${path}`, { ...init, headers });
  if (response.status >= 400) throw new Error(`${response.status} ${await response.text()}`);
  return response.status === 204 ? (undefined as Body) : ((await response.json()) as Body);
}

interface Memory {
  readonly knowledge_state: { mastered: string[]; in_progress: Record<string, unknown>; untouched: string[] };
  readonly session_count: number;
  readonly last_seen_at: number | null;
}

const memoryOf = (who: string): Promise<Memory> => ask(`/v1/users/${who}/memory`);

async function fired(page: PageClient): Promise<readonly string[]> {
  const ledger = await store.ledger("projects", page.session.session_id, 1_000);
  return ledger.flatMap(({ note }) => (note.type === "fired" ? [note.triggerId] : []));
}

test("half an hour after the last action a session is analysed and remembered", async () => {
  const page = await visit("ada", OPTIONS, CHOOSE);
  await clock.advance(29 * MINUTE_MS);
  expect((await memoryOf("ada")).session_count).toBe(0);
  await clock.advance(2 * MINUTE_MS);
  expect((await memoryOf("ada")).knowledge_state).toEqual({
    mastered: [],
    in_progress: {
      [WORKFLOW]: { attempts: 1, last_issue: "missed final step: Apply", best_completion_pct: 66.7 },
    },
    untouched: [],
  });
  const { sessions } = await ask<{ sessions: { meta: { id: string } }[] }>("/v1/users/ada/sessions");
  expect(sessions.map(({ meta }) => meta.id)).toEqual([page.session.session_id]);
  expect((await ask<{ count: number }>(`/v1/users/ada/sessions?since=${T + DAY_MS}`)).count).toBe(0);
  expect((await ask<{ count: number }>("/v1/sessions?email=nobody@example.com")).count).toBe(0);
});

test("a session can be ended at once, and what follows is added", async () => {
  const page = await visit("ada", OPTIONS, CHOOSE);
  await ask(`/v1/sessions/${page.session.session_id}/end`, { method: "POST" });
  expect(Object.keys((await memoryOf("ada")).knowledge_state.in_progress)).toEqual([WORKFLOW]);
  await page.capture({ url: PROJECTS, at: clock.now(), ...APPLY });
  await clock.advance(31 * MINUTE_MS);
  expect(await memoryOf("ada")).toMatchObject({ knowledge_state: { mastered: [WORKFLOW] }, session_count: 1 });
});

describe("S-002-A in a running server: the same behaviour, three memories", () => {
  test("in progress: back after a break, and again at the workflow", async () => {
    await visit("ada", OPTIONS, CHOOSE);
    await clock.advance(4 * DAY_MS);
    expect(await fired(await visit("ada"))).toEqual(["resume_after_gap"]);
  });
  test("in progress, an hour later: trying again what almost worked", async () => {
    await visit("ada", OPTIONS, CHOOSE);
    await clock.advance(60 * MINUTE_MS);
    expect(await fired(await visit("ada", OPTIONS))).toEqual(["repeat_attempt"]);
  });
  test("untouched, in an account of ten days: an introduction", async () => {
    await visit("ada");
    await clock.advance(10 * DAY_MS);
    expect(await fired(await visit("ada"))).toEqual(["adoption_gap"]);
  });
  test("mastered: silence", async () => {
    await visit("ada", OPTIONS, CHOOSE, APPLY);
    await clock.advance(10 * DAY_MS);
    expect(await fired(await visit("ada", OPTIONS))).toEqual([]);
  });
  test("what was remembered is recorded, so that the decision can be explained", async () => {
    await visit("ada", OPTIONS, CHOOSE);
    await clock.advance(4 * DAY_MS);
    const page = await visit("ada");
    const recording = await store.recordedSession("projects", page.session.session_id);
    const given = recording?.steps.flatMap((step) => step.given.memory ?? []);
    expect(given).toMatchObject([{ workflows: { [WORKFLOW]: { status: "in_progress", completion: 0.667 } } }]);
  });
});

test.each([
  ["describing the user", "$set", { $set: { company: "Acme Inc.", company_id: "c-17" } }],
  [
    "putting them into a group",
    "$groupidentify",
    { $group_type: "company", $group_key: "c-17", $group_set: { tier: 1 } },
  ],
])(
  "the organisation that an event source named by %s is in the analyses, which can be asked for by it",
  async (_, event, said) => {
    const known = { distinct_id: "ada", $device_id: "d1", $session_id: "ph-1", $is_identified: true };
    const identify = posthogEvent("$identify", { ...known, $anon_distinct_id: "d1" });
    await postFromPage(`${server.url}/e/`, batchOf(identify, posthogEvent(event, { ...known, ...said })));
    await postFromPage(`${server.url}/e/`, batchOf(clickOn("Export CSV", known)));
    const [sessionId = ""] = await store.activity.userSessions("projects", "ada", 1);
    const { analysis } = await ask<{ analysis: { meta: object } }>(`/v1/sessions/${sessionId}/end`, { method: "POST" });
    expect(analysis.meta).toMatchObject({ organization_id: "c-17", user_id: "ada" });
    const counted = async (organization: string): Promise<number> =>
      (await ask<{ count: number }>(`/v1/sessions?organization=${organization}`)).count;
    expect([await counted("c-17"), await counted("c-1"), await counted("")]).toEqual([1, 0, 0]);
  },
);

describe("what a page says of a user when it names them", () => {
  const enter = async (traits: UserTraits): Promise<PageClient> => {
    const page = createPageClient(server.url);
    await page.start({ identity: { user_id: "ada", traits } });
    await page.listen();
    await page.capture({ type: "page_view", at: clock.now(), url: PROJECTS });
    return page;
  };
  test("names their organisation and their address", async () => {
    const page = await enter({ company_id: "c-17", email: "Ada@Acme.example" });
    await clock.advance(31 * MINUTE_MS);
    const { sessions } = await ask<{ sessions: { meta: object }[] }>("/v1/sessions?organization=c-17");
    expect(sessions).toMatchObject([{ meta: { id: page.session.session_id, user_id: "ada" } }]);
    expect(await ask("/v1/sessions?email=Ada@Acme.example")).toMatchObject({ count: 1 });
    const { records } = await ask<{ records: object[] }>("/retrieval", {
      method: "POST",
      body: JSON.stringify({
        knowledge_id: "ada@acme.example",
        query: "what did she do?",
        retrieval_setting: { top_k: 3 },
      }),
    });
    expect(records).toHaveLength(1);
  });
  test("tells how old the account is: one of ten days is introduced to what it never used", async () => {
    const page = await enter({ created_at: new Date(T - 10 * DAY_MS).toISOString() });
    expect(await fired(page)).toEqual(["adoption_gap"]);
  });
  test("costs nothing when it cannot be kept", async () => {
    const page = await enter({ company_id: "\ud800", created_at: "yesterday" });
    expect(page.session.level).toBe("claimed");
  });
  test("is gone with the user, and a later visit does not bring it back", async () => {
    await enter({ company_id: "c-17" });
    await ask("/v1/admin/privacy/delete", {
      method: "POST",
      body: JSON.stringify({ product_id: "projects", user_id: "ada" }),
    });
    await expect(enter({ company_id: "c-17" })).rejects.toThrow();
    expect(await store.activity.findPerson("projects", "ada")).toBeUndefined();
  });
});

test("what was done before signing in is remembered as theirs", async () => {
  const page = await server.page();
  const { visitor } = page.session as { readonly visitor: { readonly id: string; readonly secret: string } };
  for (const deed of [OPTIONS, CHOOSE, APPLY]) {
    await page.capture({ url: PROJECTS, at: clock.now(), ...deed });
    await clock.advance(1_000);
  }
  await clock.advance(31 * MINUTE_MS);
  await page.start({ visitor, identity: { user_id: "ada" } });
  expect((await memoryOf("ada")).knowledge_state.mastered).toEqual([WORKFLOW]);
});

test("a session that ends at the moment at which its visitor is named is remembered of the user, and of nobody else", async () => {
  await server.stop();
  const held = await openEmbeddedStore({ memory: true });
  let ending: Promise<unknown> | undefined;
  store = {
    ...held,
    async commitStep(step) {
      // Named already in what is about to be written, and still the visitor's in what is stored.
      if (step.session.userId === "ada") ending ??= server.memories.endSession("projects", step.session.sessionId);
      await ending;
      return held.commitStep(step);
    },
  };
  server = await startTestServer(sampleConfig({ triggers, policy: { holdoutShare: 0 } }), {
    clock,
    store,
    heartbeatS: 1e7,
  });
  const page = await server.page();
  const { visitor } = page.session as { readonly visitor: { readonly id: string; readonly secret: string } };
  for (const deed of [OPTIONS, CHOOSE, APPLY]) {
    await page.capture({ url: PROJECTS, at: clock.now(), ...deed });
    await clock.advance(1_000);
  }
  await page.start({ visitor, identity: { user_id: "ada" } });
  expect(ending).toBeDefined();
  expect(await store.memories.listSubjects("projects", 10)).toEqual(["claimed:ada"]);
  expect((await memoryOf("ada")).knowledge_state.mastered).toEqual([WORKFLOW]);
  expect((await store.memories.findAnalysis("projects", page.session.session_id))?.subject).toBe("claimed:ada");
});

test("what was due when the server stopped is done when it starts", async () => {
  await visit("ada", OPTIONS, CHOOSE, APPLY);
  await server.memories.stop();
  await clock.advance(DAY_MS);
  expect((await memoryOf("ada")).session_count).toBe(0);
  const second = await startTestServer(sampleConfig({ triggers }), { clock, store, heartbeatS: 1e7 });
  expect(await second.memories.resume()).toBe(1);
  await clock.advance(1_000);
  expect((await memoryOf("ada")).knowledge_state.mastered).toEqual([WORKFLOW]);
  await second.memories.stop();
});

test("computed anew from the stored actions it is the same, byte for byte", async () => {
  for (const deeds of [[OPTIONS, CHOOSE], [OPTIONS, CHOOSE, APPLY], [APPLY], [OPTIONS, APPLY]]) {
    await visit("ada", ...deeds);
    await clock.advance(2 * DAY_MS);
  }
  const before = JSON.stringify((await store.memories.findMemory("projects", "claimed:ada"))?.memory);
  expect(JSON.stringify(await server.memories.rebuild("projects", "claimed:ada"))).toBe(before);
  expect(JSON.parse(before).sessions).toHaveLength(4);
});

test("corrected, forgotten, erased: nothing comes back", async () => {
  await visit("ada", OPTIONS, CHOOSE);
  await clock.advance(60 * MINUTE_MS);
  const said = { method: "PATCH", body: JSON.stringify({ workflow: WORKFLOW, status: "mastered" }) };
  expect((await ask<Memory>("/v1/users/ada/memory", said)).knowledge_state.mastered).toEqual([WORKFLOW]);
  const wrong = { method: "PATCH", body: JSON.stringify({ workflow: "nonsense", status: "mastered" }) };
  await expect(ask("/v1/users/ada/memory", wrong)).rejects.toThrow("parameter_invalid");
  await ask("/v1/users/ada/memory", { method: "DELETE" });
  expect(await memoryOf("ada")).toMatchObject({ session_count: 0, last_seen_at: null });
  expect((await ask<{ count: number }>("/v1/users/ada/sessions")).count).toBe(0);
  expect(await server.memories.resume()).toBe(0);

  const page = await visit("ada", OPTIONS, CHOOSE);
  await clock.advance(60 * MINUTE_MS);
  const { rows } = await store.activity.eraseUser("projects", "ada", clock.now());
  expect(rows).toMatchObject({ user_memory: 1, session_analysis: 2 });
  expect(await store.memories.findMemory("projects", "claimed:ada")).toBeUndefined();
  expect(await store.memories.findAnalysis("projects", page.session.session_id)).toBeUndefined();
  await expect(ask("/v1/users/ada/memory", said)).rejects.toThrow("user_erased");
});

test("S-002-C: the prompt of three layers; what is late or fails is left out", async () => {
  const page = await visit("ada", OPTIONS);
  const path = `/v1/sessions/${page.session.session_id}/copilot`;
  const whole = await ask<{ text: string; missing: string[]; gap: unknown }>(path);
  expect(whole.missing).toEqual([]);
  expect(whole.text).toMatch(
    /## What the user just did[\s\S]+## Their workflow history[\s\S]+## Ideal path for this area/,
  );
  expect(whole.gap).toMatchObject({ next: { stepId: "choose", reason: "next_step" } });
  const { memories } = store;
  Object.defineProperty(store, "memories", {
    value: { ...memories, findMemory: () => Promise.reject(new Error("down")) },
  });
  expect(await ask(path)).toMatchObject({ missing: ["memory"], gap: { next: { stepId: "choose" } } });
  Object.defineProperty(store, "memories", { value: { ...memories, findMemory: () => new Promise(() => {}) } });
  expect(await ask(`${path}?timeout_ms=20`)).toMatchObject({ missing: ["memory"] });
  Object.defineProperty(store, "memories", { value: memories });
});

test("a page sees what is remembered of who is proved, and nobody else's", async () => {
  const own = async (page: PageClient, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server.url}/v1/memory`, { ...init, headers: { authorization: `Bearer ${page.session.token}` } });
  expect((await own(await visit("ada", OPTIONS, CHOOSE))).status).toBe(401);
  const anonymous = await server.page();
  expect(await (await own(anonymous)).json()).toMatchObject({ identity: "anonymous", session_count: 0 });
  expect((await own(anonymous, { method: "DELETE" })).status).toBe(204);
});
