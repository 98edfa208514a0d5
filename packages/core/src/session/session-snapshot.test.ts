import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createAgentState,
  recordOptionClick,
  setVisualGuidance,
  tick,
  transitionToProactive,
  transitionToReactive,
} from "./agent-state.ts";
import { parseSessionSnapshot, toSessionSnapshot } from "./session-snapshot.ts";

const ops = fc.array(fc.tuple(fc.constantFrom("offer", "chat", "tour", "click", "tick"), fc.nat({ max: 90 })), {
  maxLength: 12,
});

test("every session that can come about survives being stored", () => {
  fc.assert(
    fc.property(ops, (sequence) => {
      let now = 1_700_000_000_000;
      let state = createAgentState(now, { interactionTimeoutMs: 10_000 });
      for (const [op, seconds] of sequence) {
        now += seconds * 1_000;
        if (op === "offer") state = transitionToProactive(state, now).state;
        else if (op === "chat") state = transitionToReactive(state, now).state;
        else if (op === "tour") state = setVisualGuidance(state, true, "flow-1", now).state;
        else if (op === "click") state = recordOptionClick(state, now);
        else state = tick(state, now, { getByUserTourId: () => ({ interactionTimeoutS: 5, cooldownPeriodS: 30 }) });
        const stored: unknown = JSON.parse(JSON.stringify(toSessionSnapshot(state)));
        expect(parseSessionSnapshot(stored, now)).toEqual(state);
      }
    }),
  );
});

test("moments are stored in epoch seconds", () => {
  const snapshot = toSessionSnapshot(transitionToProactive(createAgentState(1_500), 2_500).state);
  expect(snapshot).toMatchObject({ _v: 1, last_interaction_at: 2.5, proactive: { last_message_at: 2.5 } });
});
