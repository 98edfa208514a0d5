import { advance, type EngineStepResult } from "../engine/advance.ts";
import type { EngineInput } from "../engine/input.ts";
import type { EngineRules } from "../engine/rules.ts";
import { createSnapshot, type EngineState } from "../engine/state.ts";
import type { RecordedSession, RecordedStep } from "../explain/recording.ts";
import { type Attention, FRESH_ATTENTION } from "../gate/attention.ts";
import type { EpochMs } from "../ids.ts";
import { emptyWindow } from "../session/window.ts";
import type { HistoryStep } from "./random-history.ts";

export interface PlayedSession {
  readonly recording: RecordedSession;
  /** One per recorded step. */
  readonly results: readonly EngineStepResult[];
}

/** Plays a history as a server does: several sessions share one person's attention, and every step is recorded. */
export function playHistory(
  history: readonly HistoryStep[],
  rules: EngineRules,
  start: EpochMs = 0,
): readonly PlayedSession[] {
  const count = Math.max(0, ...history.map(({ session }) => session + 1));
  let attention: Attention = FRESH_ATTENTION;
  const sessions = Array.from({ length: count }, (_, index) => {
    const snapshot = createSnapshot(`s${index}`, rules.policy, start);
    const state: EngineState = { session: snapshot, window: emptyWindow(), attention: FRESH_ATTENTION };
    return { snapshot, state, audience: true, steps: [] as RecordedStep[], results: [] as EngineStepResult[] };
  });
  for (const { at, session: index, input: raw } of history) {
    const session = sessions[index];
    if (session === undefined) continue;
    const { state } = session;
    if (raw.type === "presence") session.audience = raw.audience;
    const { audience } = session;
    const input: EngineInput = raw.type === "outcome" ? { ...raw, offerId: state.session.offer?.id ?? "none" } : raw;
    const given = { audience, ...(state.attention === attention ? {} : { attention }) };
    session.steps.push({ at, input, given });
    const before = { ...state, session: { ...state.session, audience }, attention };
    const result = advance(before, input, at, rules);
    session.results.push(result);
    session.state = result.state;
    attention = result.state.attention;
  }
  return sessions.map(({ snapshot, steps, results }) => ({
    recording: {
      sessionId: snapshot.sessionId,
      subject: "visitor:v",
      userId: null,
      createdAt: start,
      start: snapshot,
      steps,
    },
    results,
  }));
}
