import { advance } from "../engine/advance.ts";
import type { LedgerNote } from "../engine/effect.ts";
import type { EngineRules } from "../engine/rules.ts";
import type { EngineState } from "../engine/state.ts";
import type { EpochMs } from "../ids.ts";
import { explainState, type VerdictTimes } from "./explain-state.ts";
import type { Explanation } from "./explanation.ts";
import type { RecordedSession } from "./recording.ts";
import { replay, startState } from "./replay.ts";

export interface ExplainOptions {
  /** Only this trigger. */
  readonly trigger?: string;
  /** Index of the step to stop after, when several share a moment. Default: the last one at or before `at`. */
  readonly step?: number;
}

/**
 * Why, or why not, at a moment: runs the session again up to there with the same engine. With the rules of that time the
 * answer is the one that was given then. At a moment between two steps, it is what the engine would have said if asked.
 */
export function explain(
  recording: RecordedSession,
  at: EpochMs,
  rules: EngineRules,
  { trigger, step }: ExplainOptions = {},
): Explanation {
  const times = new Map<string, VerdictTimes>();
  let state: EngineState = startState(recording);
  for (const { index, step: played, before, result } of replay(recording, rules)) {
    if (step === undefined ? played.at > at : index > step) break;
    state = result.state;
    noteTimes(times, before, state, result.notes);
  }
  if (step === undefined && at > state.session.lastNow && recording.steps.length > 0) {
    const between = advance(state, { type: "wake" }, at, rules);
    noteTimes(times, state, between.state, between.notes);
    state = between.state;
  }
  return explainState(state, at, rules, { times, ...(trigger === undefined ? {} : { trigger }) });
}

/** Remembers which verdicts this step changed. */
function noteTimes(
  times: Map<string, VerdictTimes>,
  before: EngineState,
  after: EngineState,
  notes: readonly LedgerNote[],
): void {
  const { verdicts, lastNow } = after.session;
  if (verdicts === before.session.verdicts) return;
  for (const [id, verdict] of Object.entries(verdicts)) {
    if (before.session.verdicts[id] === verdict) continue;
    const held = notes.find((note) => note.type === "held" && note.triggerId === id);
    times.set(id, { since: lastNow, ...(held !== undefined && "until" in held ? { until: held.until } : {}) });
  }
}
