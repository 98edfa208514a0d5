import { advance, type EngineStepResult } from "../engine/advance.ts";
import type { EngineRules } from "../engine/rules.ts";
import type { EngineState } from "../engine/state.ts";
import { FRESH_ATTENTION } from "../gate/attention.ts";
import { emptyWindow } from "../session/window.ts";
import type { GivenFacts, RecordedSession, RecordedStep } from "./recording.ts";

export interface ReplayedStep {
  /** From 0. */
  readonly index: number;
  readonly step: RecordedStep;
  readonly before: EngineState;
  readonly result: EngineStepResult;
}

/** Runs a recorded session again, step by step: the same inputs in the same engine give the same decisions (S9). */
export function* replay(recording: RecordedSession, rules: EngineRules): Generator<ReplayedStep, void, undefined> {
  let state = startState(recording);
  for (const [index, step] of recording.steps.entries()) {
    const before = withGiven(state, step.given);
    const result = advance(before, step.input, step.at, rules);
    state = result.state;
    yield { index, step, before, result };
  }
}

/** The state before the first step. */
export function startState({ start }: RecordedSession): EngineState {
  return { session: start, window: emptyWindow(), attention: FRESH_ATTENTION };
}

function withGiven(state: EngineState, { audience, ...outside }: GivenFacts): EngineState {
  return { ...state, ...outside, session: { ...state.session, audience } };
}
