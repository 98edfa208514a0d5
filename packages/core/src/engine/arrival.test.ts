import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../actions/action.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { SECOND_MS } from "../ids.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { advance } from "./advance.ts";
import { createEngineState } from "./state.ts";

const T0 = 1_800_000_000_000;
const RULES = sampleRules({}, [sampleTrigger({ id: "trial", shadow: true }), sampleTrigger()]);

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
      { numRuns: 300 },
    );
    expect(decided).toBeGreaterThan(5);
  });
});
