import { compileRules, condition, type LedgerNote } from "@usher/core";
import { sampleTrigger } from "@usher/core/testing";
import { afterEach, expect, test } from "vitest";
import { sampleConfig } from "../../test/support/sample-config.ts";
import { startTestServer, type TestServer } from "../../test/support/start-test-server.ts";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { LEDGER_ROWS } from "../engine/bound-ledger.ts";
import { explainStored } from "./explain-stored.ts";

const ADMIN_KEY = "an admin key of at least thirty-two characters";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** A trigger that fires at once, and takes longer than it may while `slow` is set. */
function burdened() {
  const load = { slow: false };
  const when = condition("burdened", () => {
    const until = performance.now() + 60;
    while (load.slow && performance.now() < until);
    return true;
  });
  return { load, trigger: sampleTrigger({ when }) };
}

test("explaining with a slow trigger leaves it in for everyone who is live", async () => {
  const { load, trigger } = burdened();
  server = await startTestServer(sampleConfig({ triggers: [trigger] }, { adminKey: ADMIN_KEY, debug: true }));
  const page = await server.page();
  await page.capture({ type: "page_view", title: "Projects" });

  load.slow = true;
  const { session_id: session, token } = page.session;
  for (const [path, key] of [
    [`/v1/admin/explain?product=projects&session=${session}`, ADMIN_KEY],
    ["/v1/debug", token],
  ] as const) {
    for (const _ of [1, 2, 3]) {
      const reply = await fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } });
      expect(await reply.json()).toMatchObject({ triggers: [{ verdict: "held", reason: "no_audience" }] });
    }
  }
  load.slow = false;
  const stream = await page.listen();
  await stream.next("offer");
  stream.close();
}, 20_000);

test("a trigger that was left out is told apart from rules that changed", async () => {
  const { load, trigger } = burdened();
  const store = createMemoryStore();
  server = await startTestServer(sampleConfig({ triggers: [trigger] }), { store });
  const page = await server.page();
  load.slow = true;
  for (const title of ["a", "b", "c", "d"]) await page.capture({ type: "page_view", title });
  load.slow = false;
  const { disagreements } = await explainStored(store, compileRules([trigger]), {
    productId: "projects",
    who: { session: page.session.session_id },
    at: Date.now(),
  });
  expect(disagreements).toEqual([{ triggerId: trigger.id, noted: "left out (slow)", computed: "held (no_audience)" }]);
}, 20_000);

test("another page is no disagreement, and a full ledger is not taken for the last word", async () => {
  const store = createMemoryStore();
  server = await startTestServer(sampleConfig(), { store });
  const page = await server.page();
  await page.capture({ type: "page_view", title: "Projects" });
  await page.capture({ type: "page_view", url: "https://app.example.com/elsewhere", title: "Elsewhere" });
  const query = { productId: "projects", who: { session: page.session.session_id }, at: Date.now() };
  const rules = compileRules([sampleTrigger()]);
  const { explanation, disagreements } = await explainStored(store, rules, query);
  expect(explanation.triggers).toMatchObject([{ verdict: "page_mismatch" }]);
  expect(disagreements).toEqual([]);

  const held: LedgerNote = {
    type: "held",
    triggerId: "bulk_edit_opportunity",
    reason: "cooldown",
    result: { met: true, condition: "sample" },
  };
  const withLedger = (length: number) => ({
    ...store,
    ledger: async () => Array.from({ length }, () => ({ at: query.at - 1, note: held })),
  });
  expect((await explainStored(withLedger(LEDGER_ROWS - 1), rules, query)).disagreements).toHaveLength(1);
  expect((await explainStored(withLedger(LEDGER_ROWS), rules, query)).disagreements).toEqual([]);
});
