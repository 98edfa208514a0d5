import { compileRules, type RawEvent } from "@usher/core";
import type { RawEventWithIdentity, SourceIdentity, SourceResult } from "@usher/integrations/sources";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import { systemClock } from "../adapters/system-clock.ts";
import { createSessionEngine } from "../engine/session-engine.ts";
import { silentLogger } from "../observe/logger.ts";
import { createMetrics } from "../observe/metrics.ts";
import type { Store } from "../ports/store.ts";
import type { Product } from "../products/product.ts";
import { createIngest } from "./ingest.ts";
import { createPeople } from "./people.ts";

const rules = compileRules([]);
const product: Product = {
  id: "demo",
  publishableKeys: [],
  origins: [],
  triggers: [],
  paths: [],
  rules,
  watchedRules: rules,
  webhookSecrets: [],
  sources: {},
};

function startIngest(store: Store) {
  const log = silentLogger;
  const metrics = createMetrics();
  const hub = { isListening: () => false, publish: () => {} };
  const engine = createSessionEngine({ store, hub, clock: systemClock(), log, rulesOf: () => rules });
  let ids = 0;
  const createId = (prefix: string): string => `${prefix}${ids++}`;
  return {
    ...createIngest({
      store,
      activity: store.activity,
      people: createPeople(store.activity),
      engine,
      metrics,
      log,
      createId,
    }),
    engine,
    metrics,
  };
}

/** What the people at some browsers do; each browser has one of its own sessions open. */
type Deed =
  | { readonly type: "click"; readonly browser: number }
  | { readonly type: "identify"; readonly browser: number; readonly user: number }
  | { readonly type: "reset"; readonly browser: number }
  | { readonly type: "rotate"; readonly browser: number };

const browser = fc.nat({ max: 2 });
const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ type: fc.constant("click" as const), browser }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("identify" as const), browser, user: fc.nat({ max: 2 }) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("reset" as const), browser }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("rotate" as const), browser }) },
  ),
  { maxLength: 25 },
);

interface Sent {
  readonly result: SourceResult;
  /** Who did it, as the label says. */
  readonly label?: string;
}

/** The requests that the browsers send. Sessions are named only where the client has some. */
function requestsOf(script: readonly Deed[], hasSessions: boolean): { sent: Sent[]; firstUser: Map<string, string> } {
  const firstUser = new Map<string, string>();
  const browsers = [0, 1, 2].map((index) => ({ index, device: `d${index}`, user: "", session: `s${index}` }));
  const sent = script.flatMap((deed, index): Sent[] => {
    const at = browsers[deed.browser] as (typeof browsers)[number];
    const who = {
      ...(hasSessions ? { sessionId: at.session } : {}),
      anonymousId: at.device,
      ...(at.user === "" ? {} : { userId: at.user }),
    };
    switch (deed.type) {
      case "click": {
        const label = at.user === "" ? at.device : at.user;
        const event: RawEvent = { id: `e${index}`, type: "click", element: { tag: "button", label } };
        return [{ result: resultOf([{ event, ...who }], []), label }];
      }
      case "identify": {
        // As clients do it: whoever is somebody already says who they were only after a reset.
        if (at.user !== "") return [];
        at.user = `user-${deed.user}`;
        if (!firstUser.has(at.device)) firstUser.set(at.device, at.user);
        const said: SourceIdentity = { type: "identified", id: `e${index}`, userId: at.user, anonymousId: at.device };
        return [{ result: resultOf([], [said]) }];
      }
      case "reset":
        at.device = `d${at.index}-${index}`;
        at.user = "";
        return [];
      default:
        at.session = `s${at.index}-${index}`;
        return [];
    }
  });
  return { sent, firstUser };
}

function resultOf(events: readonly RawEventWithIdentity[], identities: readonly SourceIdentity[]): SourceResult {
  return { events, identities, dropped: [], problems: [] };
}

describe.each([
  ["with the vendor's sessions", true],
  ["without", false],
])("people %s", (_, hasSessions) => {
  test("whatever they do, no session holds two people's actions, and every action is somebody's", async () => {
    await fc.assert(
      fc.asyncProperty(deeds, fc.boolean(), async (script, shuffles) => {
        const store = createMemoryStore();
        const { accept } = startIngest(store);
        const { sent, firstUser } = requestsOf(script, hasSessions);
        // Requests may overtake each other.
        const order = shuffles
          ? sent.map((each, index) => sent[index % 2 === 0 ? index + 1 : index - 1] ?? each)
          : sent;
        for (const { result } of new Set(order)) await accept(product, "segment", result, Date.now());
        const sessions = await store.listSessions("demo", { limit: 1_000 });
        let stored = 0;
        for (const { sessionId, userId } of sessions) {
          const actions = await store.recentActions("demo", sessionId, 100);
          stored += actions.length;
          const people = new Set(actions.map(({ label }) => firstUser.get(label) ?? label));
          expect(people.size).toBeLessThanOrEqual(1);
          for (const person of people) expect(userId).toBe(person);
        }
        expect(stored).toBe([...new Set(order)].filter(({ label }) => label !== undefined).length);
      }),
      { numRuns: 150 },
    );
  });
});

describe.each<[string, () => Promise<Store>]>([
  ["memory", async () => createMemoryStore()],
  ["embedded", () => openEmbeddedStore({ memory: true })],
])("over the %s store", (_, open) => {
  test("the same request again, also after a restart and at once, stores nothing twice", async () => {
    const store = await open();
    try {
      const event: RawEvent = { id: "e1", type: "click", element: { label: "Save" } };
      const result = resultOf([{ event, sessionId: "s1", userId: "ada" }], []);
      const first = startIngest(store);
      const replies = await Promise.all([1, 2, 3].map(() => first.accept(product, "posthog", result, Date.now())));
      expect(replies.map(({ accepted }) => accepted).toSorted()).toEqual([0, 0, 1]);
      const second = startIngest(store);
      expect(await second.accept(product, "posthog", result, Date.now())).toEqual({
        accepted: 0,
        duplicate: 1,
        rejected: 0,
      });
      expect(await store.recentActions("demo", "s1", 10)).toHaveLength(1);
      expect((await second.metrics.snapshot()).ingest_events_unaccounted).toBe(0);
    } finally {
      await store.close();
    }
  });

  test("a person's session goes on after a restart", async () => {
    const store = await open();
    try {
      for (const id of ["e1", "e2"]) {
        const event: RawEvent = { id, type: "custom", name: "paid" };
        await startIngest(store).accept(product, "segment", resultOf([{ event, userId: "ada" }], []), Date.now());
      }
      expect(await store.activity.userSessions("demo", "ada", 10)).toHaveLength(1);
    } finally {
      await store.close();
    }
  });
});
