import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../actions/action.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { SECOND_MS } from "../ids.ts";
import { isOpen } from "../offers/offer.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { all, not } from "../triggers/condition.ts";
import { countWithin } from "../triggers/conditions/count-within.ts";
import { discovered } from "../triggers/conditions/discovered.ts";
import { advance } from "./advance.ts";
import { triggerContext } from "./context.ts";
import { openDraft } from "./draft.ts";
import { createEngineState } from "./state.ts";

const T0 = 1_800_000_000_000;
const RULES = sampleRules({}, [sampleTrigger({ id: "trial", shadow: true }), sampleTrigger()]);

/** Looks back far enough that all that happened still counts when the last of it has arrived. */
const looksBack = all(
  countWithin({ label: "save changes", atLeast: 3, withinS: 900 }),
  not(discovered({ label: "bulk" })),
);
const PATIENT = sampleRules({}, [
  sampleTrigger({ id: "trial", shadow: true, when: looksBack }),
  sampleTrigger({ when: looksBack }),
]);
const END = T0 + 600 * SECOND_MS;

const labels = fc.constantFrom("Save changes", "Save changes", "Save changes", "Cancel", "Bulk edit", "Apply to 3");
const pages = fc.constantFrom("/projects", "/projects", "/projects", "/dashboard");

describe("arrival", () => {
  const events = fc.array(
    fc.record({
      type: fc.constantFrom("click" as const, "click" as const, "click" as const, "page_view" as const),
      label: labels,
      url: pages,
      second: fc.nat(90),
      state: fc.constantFrom(undefined, undefined, undefined, undefined, "typing", "idle"),
    }),
    { minLength: 3, maxLength: 24 },
  );

  /** The same events in the order in which they happened, and shuffled, repeated and in batches of any size. */
  const deliveries = events.chain((happened) => {
    const actions = happened.map(({ type, label, url, second, state }, index) => {
      const at = T0 + second * SECOND_MS;
      const id = `e${index}`;
      const event =
        state === undefined
          ? { id, type, at, url, element: { label } }
          : { id, type: "input_activity" as const, at, url, properties: { state } };
      return normaliseEvent({ event, receivedAt: T0 + 90 * SECOND_MS });
    });
    const repeated = [...actions, ...actions];
    const shuffled = fc.shuffledSubarray(repeated, { minLength: repeated.length, maxLength: repeated.length });
    const batches = fc.array(fc.integer({ min: 1, max: 10 }), {
      minLength: repeated.length,
      maxLength: repeated.length,
    });
    return fc.tuple(fc.constant(actions), shuffled, batches);
  });

  /** Delivers batch by batch while nobody listens; then somebody does. */
  function decide(batches: readonly (readonly Action[])[]) {
    let state = createEngineState("s", RULES.policy, T0);
    const now = T0 + 90 * SECOND_MS;
    for (const actions of batches) state = advance(state, { type: "actions", actions }, now, RULES).state;
    return advance(state, { type: "presence", audience: true }, now, RULES);
  }

  test("in any order, any batches and any number of times the same events lead to the same decision", () => {
    let decided = 0;
    fc.assert(
      fc.property(deliveries, ([actions, shuffled, sizes]) => {
        const batches: Action[][] = [];
        for (let from = 0, index = 0; from < shuffled.length; index++) {
          const size = sizes[index] ?? 1;
          batches.push(shuffled.slice(from, from + size));
          from += size;
        }
        const inOrder = decide([actions]);
        const asArrived = decide(batches);
        expect(asArrived.state.window).toEqual(inOrder.state.window);
        expect(asArrived.state.session.offer).toEqual(inOrder.state.session.offer);
        expect(asArrived.state.session.verdicts).toEqual(inOrder.state.session.verdicts);
        expect(asArrived.wakeAt).toEqual(inOrder.wakeAt);
        if (inOrder.state.session.offer !== null) decided++;
      }),
      { numRuns: 600 },
    );
    expect(decided).toBeGreaterThan(0);
  });

  /** The page listens from the start and time goes on: each action arrives on its own, some seconds after it happened. */
  function listen(arrivals: readonly { readonly action: Action; readonly lateS: number }[]) {
    const atArrival = arrivals
      .map(({ action, lateS }) => ({ ...action, receivedAt: action.at + lateS * SECOND_MS }))
      .sort((left, right) => left.receivedAt - right.receivedAt);
    let state = createEngineState("s", PATIENT.policy, T0);
    state = { ...state, session: { ...state.session, audience: true } };
    for (const action of atArrival) {
      state = advance(state, { type: "actions", actions: [action] }, action.receivedAt, PATIENT).state;
    }
    const spoke = state.session.offerCount + state.session.shadowCount > 0;
    state = advance(state, { type: "wake" }, END, PATIENT).state;
    const context = triggerContext(openDraft(state, PATIENT, END));
    const measured = PATIENT.triggers.map(({ when, until }) => [when(context), until(context).met]);
    return { state, spoke, measured, order: state.window.actions.map(({ id }) => id) };
  }

  test("while a page listens, up to 120 s late: the same measurements once all is there, and silence is the same silence", () => {
    let silent = 0;
    let reached = 0;
    const late = deliveries.chain(([actions]) =>
      fc.tuple(...actions.map((action) => fc.nat(120).map((lateS) => ({ action, lateS })))),
    );
    fc.assert(
      fc.property(late, (arrivals) => {
        const inTime = listen(arrivals.map(({ action }) => ({ action, lateS: 0 })));
        const lately = listen(arrivals);
        expect(lately.order).toEqual(inTime.order);
        expect(lately.measured).toEqual(inTime.measured);
        const { offer } = lately.state.session;
        if (lately.measured.every(([, isReached]) => isReached)) {
          reached++;
          if (offer !== null) expect(isOpen(offer)).toBe(false);
        }
        if (inTime.spoke || lately.spoke) return;
        silent++;
        expect(lately.state.session.verdicts).toEqual(inTime.state.session.verdicts);
      }),
      { numRuns: 300 },
    );
    expect(silent).toBeGreaterThan(5);
    expect(reached).toBeGreaterThan(5);
  });

  const rules = sampleRules();
  const [first, second, third] = [1, 2, 3].map((second) => click(`save-${second}`, "Save changes", second));

  test("what comes 110 s late counts by when it happened", () => {
    let state = createEngineState("s", rules.policy, T0);
    state = { ...state, session: { ...state.session, audience: true } };
    const deliver = (action: Action | undefined, atS: number) => {
      const now = T0 + atS * SECOND_MS;
      const actions = action === undefined ? [] : [{ ...action, receivedAt: now }];
      state = advance(state, { type: "actions", actions }, now, rules).state;
      return state.session.offer;
    };
    expect(deliver(second, 2)).toBeNull();
    expect(deliver(third, 3)).toBeNull();
    expect(deliver(first, 111)?.status).toBe("pending");
  });

  test.each([
    [23, true],
    [25, false],
  ])("what comes %i hours late is evaluated: %s", (hours, isEvaluated) => {
    const now = T0 + hours * 3_600 * SECOND_MS;
    const actions = [{ ...click("goal", "Apply to 3", 0), receivedAt: now }];
    const { state, duplicateCount } = advance(
      createEngineState("s", rules.policy, T0),
      { type: "actions", actions },
      now,
      rules,
    );
    expect(state.window.actions.length).toBe(isEvaluated ? 1 : 0);
    expect(duplicateCount).toBe(0);
  });
});

function click(id: string, label: string, second: number): Action {
  const at = T0 + second * SECOND_MS;
  return normaliseEvent({ event: { id, type: "click", at, url: "/projects", element: { label } }, receivedAt: at });
}
