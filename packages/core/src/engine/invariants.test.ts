import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { DAY_MS, SECOND_MS } from "../ids.ts";
import { isOpen } from "../offers/offer.ts";
import { emptyWindow } from "../session/window.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { advance, type EngineStepResult } from "./advance.ts";
import type { EngineInput } from "./input.ts";
import { createEngineState, type EngineState } from "./state.ts";

const T0 = 1_800_000_000_000;
const RULES = sampleRules({}, [
  sampleTrigger({ id: "trial", shadow: true }),
  sampleTrigger({ cooldownS: 600, anchor: "table-options" }),
  sampleTrigger({ id: "second", cooldownS: 600, deferS: 20 }),
]);

const labels = fc.constantFrom("Save changes", "Save changes", "Save changes", "Cancel", "Bulk edit", "Apply to 3");
const pages = fc.constantFrom("/projects", "/projects", "/projects", "/dashboard");

const input: fc.Arbitrary<EngineInput> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.tuple(fc.nat(10_000), labels, pages, fc.nat(20)).map(([id, label, url, ago]): EngineInput => {
      const event = { id: `e${id}`, type: "click" as const, at: T0, url, element: { label } };
      const action = normaliseEvent({ event, receivedAt: T0 });
      // Times are set when the input is played: `ago` seconds before that moment.
      return { type: "actions", actions: [{ ...action, at: -ago }] };
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(10_000), fc.constantFrom("typing", "typing", "dragging", "idle", "away"), fc.nat(5))
      .map(([id, state, ago]): EngineInput => {
        const event = {
          id: `p${id}`,
          type: "input_activity" as const,
          at: T0,
          url: "/projects",
          properties: { state },
        };
        return { type: "actions", actions: [{ ...normaliseEvent({ event, receivedAt: T0 }), at: -ago }] };
      }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<EngineInput>(
      { type: "preferences", dial: "quiet" },
      { type: "preferences", dial: "off", snoozedUntil: null },
      { type: "preferences", dial: "on", snoozedUntil: null, muted: [] },
      { type: "preferences", snooze: "today", zone: { name: "Asia/Tokyo", offsetMin: 540, next: null } },
      { type: "consent", granted: false },
      { type: "consent", granted: true },
      { type: "anchors", present: [], missing: ["table-options", "other"] },
      { type: "anchors", present: ["table-options"], missing: [] },
    ),
  },
  { weight: 2, arbitrary: fc.boolean().map((audience): EngineInput => ({ type: "presence", audience })) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("delivered", "shown", "accepted", "dismissed", "snoozed", "expired"),
        fc.constantFrom("tour", "chat"),
        fc.constantFrom("a", "b"),
        fc.constantFrom("hour", "today", "tip", "everything"),
      )
      .map(
        ([report, option, tabId, scope]) =>
          ({ type: "outcome", offerId: "current", report, option, tabId, scope }) as EngineInput,
      ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<EngineInput>(
      { type: "tour-started", tourId: "projects-bulk-edit", runId: "r" },
      { type: "tour-step", tourId: "projects-bulk-edit", runId: "r", step: 1 },
      { type: "tour-ended", tourId: "projects-bulk-edit", runId: "r", outcome: "completed", step: 1 },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<EngineInput>({ type: "chat-opened" }, { type: "chat-message" }, { type: "chat-closed" }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("human-joined" as const, "human-left" as const, "undeliverable" as const)
      .map((event): EngineInput => ({ type: "conversation", bridge: "rasa", event })),
  },
  { weight: 2, arbitrary: fc.constant<EngineInput>({ type: "wake" }) },
);

/** Seconds that pass before each input: mostly a few, sometimes a day, sometimes backwards. */
const pause = fc.oneof(
  { weight: 8, arbitrary: fc.nat(20) },
  { weight: 1, arbitrary: fc.nat(DAY_MS / SECOND_MS) },
  { weight: 1, arbitrary: fc.integer({ min: -30, max: 0 }) },
);

const history = fc.array(fc.tuple(pause, input), { maxLength: 80 });

interface Played {
  readonly before: EngineState;
  readonly input: EngineInput;
  readonly now: number;
  readonly result: EngineStepResult;
}

function play(steps: readonly (readonly [number, EngineInput])[]): Played[] {
  let state = createEngineState("s", RULES.policy, T0);
  // A short window, so that much of what happens leaves it again.
  state = { ...state, window: emptyWindow(12) };
  state = { ...state, session: { ...state.session, audience: true } };
  let now = T0;
  return steps.map(([pauseS, raw]) => {
    now += pauseS * SECOND_MS;
    const before = state;
    const current = bind(raw, state, now);
    const result = advance(state, current, now, RULES);
    state = result.state;
    return { before, input: current, now, result };
  });
}

function bind(raw: EngineInput, state: EngineState, now: number): EngineInput {
  if (raw.type === "outcome") return { ...raw, offerId: state.session.offer?.id ?? "none" };
  if (raw.type !== "actions") return raw;
  return {
    type: "actions",
    actions: raw.actions.map((action) => ({ ...action, at: now + action.at * SECOND_MS, receivedAt: now })),
  };
}

function check(property: (played: readonly Played[]) => void): void {
  fc.assert(
    fc.property(history, (steps) => property(play(steps))),
    { numRuns: 300 },
  );
}

const offersMade = (result: EngineStepResult) =>
  result.notes.flatMap((note) => (note.type === "fired" ? [note.triggerId] : []));

describe("invariants of the engine", () => {
  test("S1: a session never has two open offers, and attention agrees with it", () => {
    check((played) => {
      for (const { result } of played) {
        const { offer } = result.state.session;
        const { open } = result.state.attention;
        if (offer !== null && isOpen(offer)) expect(open?.offerId).toBe(offer.id);
        else expect(open).toBeNull();
        expect(offersMade(result).length).toBeLessThanOrEqual(1);
      }
    });
  });

  test("S2: offers open only from thinking, with no tour and no chat", () => {
    check((played) => {
      for (const { result } of played) {
        if (offersMade(result).length === 0) continue;
        expect(result.state.session).toMatchObject({ tour: null, chatOpen: false });
        expect(result.state.session.agent.name).toBe("proactive_assistance");
      }
    });
  });

  test("S3 and S4: never two shown offers within the gap, nor of one trigger within its cooldown", () => {
    check((played) => {
      const shown = played.flatMap(({ result }) =>
        result.notes.flatMap((note) =>
          note.type === "outcome" && note.outcome === "shown"
            ? [{ trigger: note.triggerId, at: result.state.session.lastNow }]
            : [],
        ),
      );
      shown.forEach((later, index) => {
        for (const earlier of shown.slice(0, index)) {
          expect(later.at - earlier.at).toBeGreaterThanOrEqual(120 * SECOND_MS);
          if (later.trigger === earlier.trigger) {
            expect(later.at - earlier.at).toBeGreaterThanOrEqual(600 * SECOND_MS);
          }
        }
      });
    });
  });

  test("S5: a user's own message always leads to the chat", () => {
    check((played) => {
      for (const { input: current, result } of played) {
        if (current.type !== "chat-message") continue;
        expect(result.state.session).toMatchObject({ chatOpen: true, agent: { name: "reactive_assistance" } });
      }
    });
  });

  test("S6: whatever is assisting asks to be woken", () => {
    check((played) => {
      for (const { result } of played) {
        if (result.state.session.agent.name !== "thinking") expect(result.wakeAt).toBeGreaterThan(0);
      }
    });
  });

  test("S7: the same input twice at the same moment changes nothing the second time", () => {
    check((played) => {
      for (const { input: current, now, result } of played) {
        const again = advance(result.state, current, now, RULES);
        expect(again.effects).toEqual([]);
        expect(again.state.attention).toEqual(result.state.attention);
        expect(again.state.session).toEqual(result.state.session);
      }
    });
  });

  test("S8: a clock that runs backwards moves nothing backwards", () => {
    check((played) => {
      for (const { before, result } of played) {
        expect(result.state.session.lastNow).toBeGreaterThanOrEqual(before.session.lastNow);
      }
    });
  });

  test("S9: replaying the inputs gives the same decisions; inputs are never modified", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const frozen = JSON.stringify(steps);
        expect(play(steps)).toEqual(play(steps));
        expect(JSON.stringify(steps)).toBe(frozen);
      }),
      { numRuns: 100 },
    );
  });

  test("S11: no offer is open once its goal was reached, be it ever so many actions ago", () => {
    check((played) => {
      let reached = false;
      for (const { before, input: current, result } of played) {
        const { offer } = result.state.session;
        if (current.type === "actions") {
          const held = new Set(before.window.actions.map(({ id }) => id));
          reached ||= current.actions.some(({ id, label }) => !held.has(id) && label.startsWith("Apply to"));
        }
        if (reached && offer !== null) expect(isOpen(offer)).toBe(false);
      }
    });
  });

  test("a trigger on trial is never offered, and every record of it ends within ten minutes", () => {
    check((played) => {
      const open = new Map<string, number>();
      for (const { result } of played) {
        const now = result.state.session.lastNow;
        for (const note of result.notes) {
          if (note.type === "fired") expect(note.triggerId).not.toBe("trial");
          if (note.type === "shadow-offered") open.set(note.shadowId, now);
          if (note.type !== "shadow-resolved") continue;
          expect(note.afterMs).toBeLessThanOrEqual(600 * SECOND_MS);
          expect(open.delete(note.shadowId)).toBe(true);
        }
        for (const recordedAt of open.values()) expect(now - recordedAt).toBeLessThan(600 * SECOND_MS);
        expect(result.state.session.shadows.map(({ id }) => id)).toEqual(Array.from(open.keys()));
      }
    });
  });

  test("what waits asks to be woken, and waits no longer than its trigger allows", () => {
    check((played) => {
      for (const { result } of played) {
        for (const [id, { since, droppedAt }] of Object.entries(result.state.session.deferrals)) {
          expect(result.wakeAt).toBeDefined();
          const waitMs = (id === "second" ? 20 : 60) * SECOND_MS;
          if (droppedAt === null) expect(result.state.session.lastNow - since).toBeLessThan(waitMs);
        }
      }
    });
  });

  test("S12: what is spent was shown", () => {
    check((played) => {
      let shown = 0;
      for (const { result } of played) {
        for (const note of result.notes) if (note.type === "outcome" && note.outcome === "shown") shown++;
        expect(result.state.session.shownCount).toBe(shown);
        expect(result.state.attention.shownAt.length).toBeLessThanOrEqual(shown);
      }
    });
  });

  test("state survives JSON: what is stored is what continues", () => {
    check((played) => {
      for (const { result } of played) {
        expect(JSON.parse(JSON.stringify(result.state.session))).toEqual(result.state.session);
        expect(JSON.parse(JSON.stringify(result.state.attention))).toEqual(result.state.attention);
      }
    });
  });
});
