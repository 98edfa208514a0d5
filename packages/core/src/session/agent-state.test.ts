import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AgentState,
  configureTimings,
  createAgentState,
  nextDeadline,
  recordInteraction,
  recordOptionClick,
  setVisualGuidance,
  type TourLookup,
  tick,
  transitionToProactive,
  transitionToReactive,
} from "./agent-state.ts";

const START = 1_000_000;
const tours: TourLookup = {
  getByUserTourId: (id) => (id === "flow-1" ? { interactionTimeoutS: 5, cooldownPeriodS: 7 } : null),
};

function offered(now: number = START): AgentState {
  return transitionToProactive(createAgentState(now), now).state;
}

describe("offers", () => {
  test("open only from thinking", () => {
    expect(offered().name).toBe("proactive_assistance");
    expect(transitionToProactive(offered(), START)).toMatchObject({ ok: false, reason: "wrong_state" });
  });

  test("leave the screen when idle for longer than 20 s, not at 20 s", () => {
    expect(tick(offered(), START + 20_000).name).toBe("proactive_assistance");
    const over = tick(offered(), START + 20_001);
    expect(over).toMatchObject({ name: "thinking", cooldownStartedAt: START + 20_001 });
  });

  test("are refused during the cooldown and allowed the moment it ends, without a tick in between", () => {
    const quiet = tick(offered(), START + 21_000);
    expect(transitionToProactive(quiet, START + 80_999)).toMatchObject({ ok: false, reason: "cooldown" });
    expect(transitionToProactive(quiet, START + 81_000)).toMatchObject({ ok: true });
  });

  test("remember a chosen option until the next one opens", () => {
    const clicked = recordOptionClick(offered(), START + 1_000);
    expect(clicked.userClickedOption).toBe(true);
    const quiet = tick(clicked, START + 60_000);
    expect(transitionToProactive(quiet, START + 200_000).state.userClickedOption).toBe(false);
    expect(recordOptionClick(createAgentState(START), START).userClickedOption).toBe(false);
  });
});

test("a chat opened by the user cancels the cooldown", () => {
  const quiet = tick(offered(), START + 21_000);
  const chat = transitionToReactive(quiet, START + 22_000);
  expect(chat).toMatchObject({ ok: true, state: { name: "reactive_assistance", cooldownStartedAt: null } });
});

describe("tours", () => {
  test("need help on screen", () => {
    expect(setVisualGuidance(createAgentState(START), true, "flow-1", START)).toMatchObject({ reason: "wrong_state" });
  });

  test("bring their own patience and their own silence", () => {
    const guided = setVisualGuidance(offered(), true, "flow-1", START + 1_000).state;
    expect(tick(guided, START + 6_000, tours).name).toBe("proactive_assistance");
    const over = tick(guided, START + 6_001, tours);
    expect(over).toMatchObject({ name: "thinking", visualGuidanceActive: false, activeTourId: null });
    expect(tick(over, START + 13_000).cooldownStartedAt).not.toBeNull();
    expect(tick(over, START + 13_001).cooldownStartedAt).toBeNull();
  });

  test("that ended leave the state to its idle clock", () => {
    const guided = setVisualGuidance(offered(), true, "flow-1", START).state;
    const ended = setVisualGuidance(guided, false, null, START + 4_000).state;
    expect(ended).toMatchObject({ name: "proactive_assistance", lastInteractionAt: START, activeTourId: null });
  });
});

test("a cooldown follows a changed period unless a tour set its length", () => {
  const quiet = configureTimings(tick(offered(), START + 21_000), { cooldownPeriodMs: 1_000 });
  expect(tick(quiet, START + 22_000).cooldownStartedAt).toBeNull();
});

test("a clock that goes back neither ends nor prolongs anything", () => {
  const later = recordInteraction(offered(), START + 10_000);
  expect(recordInteraction(later, START + 5_000).lastInteractionAt).toBe(START + 10_000);
  expect(tick(later, START - 99_000).name).toBe("proactive_assistance");
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("a wait of %s is refused", (cooldownPeriodMs) => {
  expect(() => createAgentState(START, { cooldownPeriodMs })).toThrow(
    expect.objectContaining({ path: "cooldownPeriodMs" }),
  );
});

/** The rules once more, written as plainly as possible, to compare with. */
class Model {
  name = "thinking";
  last: number = START;
  cooldownEnds: number | null = null;
  tour: string | null = null;

  run(op: string, now: number): string {
    if (op === "tick" && this.name !== "thinking") {
      const known = this.tour === "flow-1";
      if (now - this.last > (known ? 5_000 : 20_000)) {
        Object.assign(this, { name: "thinking", tour: null, cooldownEnds: now + (known ? 7_000 : 60_000) });
      }
    } else if (op === "tick" || op === "offer") {
      if (this.name !== "thinking") return "wrong_state";
      if (this.cooldownEnds !== null && now >= this.cooldownEnds) this.cooldownEnds = null;
      if (op === "offer" && this.cooldownEnds !== null) return "cooldown";
      if (op === "offer") Object.assign(this, { name: "proactive_assistance", last: now });
    } else if (op === "chat") {
      if (this.name !== "thinking") return "wrong_state";
      Object.assign(this, { name: "reactive_assistance", last: now, cooldownEnds: null });
    } else if (op === "interact") {
      this.last = now;
    } else {
      if (this.name === "thinking") return "wrong_state";
      if (op !== "end-tour") Object.assign(this, { tour: op, last: now });
      else this.tour = null;
    }
    return "ok";
  }
}

function run(state: AgentState, op: string, now: number): { state: AgentState; said: string } {
  if (op === "tick") return { state: tick(state, now, tours), said: "ok" };
  if (op === "interact") return { state: recordInteraction(state, now), said: "ok" };
  const result =
    op === "offer"
      ? transitionToProactive(state, now)
      : op === "chat"
        ? transitionToReactive(state, now)
        : setVisualGuidance(state, op !== "end-tour", op === "end-tour" ? null : op, now);
  return { state: result.state, said: result.ok ? "ok" : result.reason };
}

const ops = fc.array(
  fc.tuple(
    fc.constantFrom("tick", "offer", "chat", "interact", "flow-1", "flow-2", "end-tour"),
    fc.constantFrom(0, 1, 999, 5_000, 5_001, 7_000, 20_000, 20_001, 59_999, 60_000),
  ),
  { maxLength: 40 },
);

test("any sequence of calls follows the model", () => {
  fc.assert(
    fc.property(ops, (sequence) => {
      const model = new Model();
      let state = createAgentState(START);
      let now = START;
      for (const [op, elapsed] of sequence) {
        now += elapsed;
        const step = run(state, op, now);
        state = step.state;
        expect(step.said).toBe(model.run(op, now));
        expect([state.name, state.lastInteractionAt, state.activeTourId]).toEqual([model.name, model.last, model.tour]);
        expect(state.cooldownStartedAt !== null).toBe(model.cooldownEnds !== null);
      }
    }),
  );
});

test("the next deadline is the first moment at which a tick changes something", () => {
  fc.assert(
    fc.property(ops, (sequence) => {
      let state = createAgentState(START);
      let now = START;
      for (const [op, elapsed] of sequence) {
        now += elapsed;
        state = run(state, op, now).state;
        const deadline = nextDeadline(state, now, tours);
        const changed = (at: number): boolean => {
          const after = tick(state, at, tours);
          return after.name !== state.name || after.cooldownStartedAt !== state.cooldownStartedAt;
        };
        if (deadline === null) expect(changed(now + 10_000_000)).toBe(false);
        else expect([deadline > now && changed(deadline - 1), changed(deadline)]).toEqual([false, true]);
      }
    }),
  );
});
