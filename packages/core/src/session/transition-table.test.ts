import { describe, expect, test } from "vitest";
import { createAgentState } from "./agent-state.ts";
import { type Move, type SessionEventName, TRANSITIONS, type TransitionTable } from "./transition-table.ts";
import { type SessionEvent, transition } from "./transitions.ts";

const T0 = 1_800_000_000_000;
const thinking = createAgentState(T0);
const STATES = {
  thinking,
  proactive_assistance: transition(thinking, { type: "offer_made" }, T0).state,
  reactive_assistance: transition(thinking, { type: "chat_taken" }, T0).state,
};
const CELLS = Object.entries(TRANSITIONS).flatMap(([state, row]) =>
  Object.entries(row).map(([event, move]) => [state as keyof typeof STATES, event as SessionEventName, move] as const),
);

function happens(state: keyof typeof STATES, event: SessionEventName, at: number) {
  const input: SessionEvent = event === "tour_taken" ? { type: event, tourId: "tour" } : { type: event };
  return transition(STATES[state], input, at);
}

/** Which state each move leads to; undefined for the one it started from. */
const LEADS_TO: Readonly<Record<Move, keyof typeof STATES | undefined>> = {
  propose: "proactive_assistance",
  refuse: undefined,
  touch: undefined,
  guide: "proactive_assistance",
  talk: "reactive_assistance",
  rest: "thinking",
  release: "thinking",
  stay: undefined,
  tick: undefined,
};

describe("state × event", () => {
  test.each(CELLS)("%s × %s → %s", (state, event, move) => {
    const { ok, state: after } = happens(state, event, T0 + 1_000);
    expect(ok).toBe(move !== "refuse");
    expect(after.name).toBe(LEADS_TO[move] ?? state);
    expect(after.cooldownStartedAt).toBe(move === "rest" ? T0 + 1_000 : null);
    expect(after.activeTourId).toBe(move === "guide" ? "tour" : null);
    expect(after.visualGuidanceActive).toBe(move === "guide");
    if (move === "stay" || move === "refuse") expect(after).toBe(STATES[state]);
  });

  test("S5: a chat is taken from every state and ends every cooldown", () => {
    const resting = happens("proactive_assistance", "dismissed", T0).state;
    expect(transition(resting, { type: "chat_taken" }, T0 + 1)).toMatchObject({
      ok: true,
      state: { name: "reactive_assistance", cooldownStartedAt: null },
    });
  });

  test("S3: no offer before the cooldown ends, one at that very moment", () => {
    const resting = happens("proactive_assistance", "dismissed", T0).state;
    expect(transition(resting, { type: "offer_made" }, T0 + 59_999)).toMatchObject({ ok: false, reason: "cooldown" });
    expect(transition(resting, { type: "offer_made" }, T0 + 60_000)).toMatchObject({ ok: true });
  });

  test("S6: idle help ends by time alone", () => {
    expect(happens("proactive_assistance", "time_passed", T0 + 20_001).state.name).toBe("thinking");
    expect(happens("reactive_assistance", "time_passed", T0 + 20_001).state.name).toBe("thinking");
  });

  test("a table with a cell missing does not compile", () => {
    const { time_passed: _, ...incomplete } = TRANSITIONS.thinking;
    // @ts-expect-error an event is undecided in `thinking`
    const withoutCell: TransitionTable = { ...TRANSITIONS, thinking: incomplete };
    const { reactive_assistance: __, ...two } = TRANSITIONS;
    // @ts-expect-error a whole state is undecided
    const withoutState: TransitionTable = two;
    expect([withoutCell, withoutState]).toHaveLength(2);
  });
});
