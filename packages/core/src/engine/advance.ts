import type { EpochMs } from "../ids.ts";
import { type Draft, openDraft, patchSession } from "./draft.ts";
import type { EngineEffect, LedgerNote, OutcomeAnswer } from "./effect.ts";
import { endMootOffer } from "./end-offer.ts";
import { evaluateTriggers } from "./evaluate-triggers.ts";
import { identified } from "./identified.ts";
import type { EngineInput } from "./input.ts";
import { noteAnchors, noteConsent, setPreferences } from "./note-wishes.ts";
import { passTime } from "./pass-time.ts";
import { receiveActions } from "./receive-actions.ts";
import { reportOutcome } from "./report-outcome.ts";
import type { EngineRules } from "./rules.ts";
import { chatClosed, chatUsed, conversationChanged } from "./run-chat.ts";
import { tourClaimed, tourEnded, tourStarted, tourStep } from "./run-tour.ts";
import { resolveShadows } from "./shadow-offers.ts";
import type { EngineState } from "./state.ts";
import { nextWakeUp } from "./wake-up.ts";

export interface EngineStepResult {
  readonly state: EngineState;
  readonly effects: readonly EngineEffect[];
  readonly notes: readonly LedgerNote[];
  /** When to send the input `wake`; undefined when nothing changes by itself. */
  readonly wakeAt: EpochMs | undefined;
  /** For `outcome` inputs: what to tell the reporter. */
  readonly answer?: OutcomeAnswer;
  /** For `actions` inputs: how many were already known. */
  readonly duplicateCount: number;
}

/**
 * One step of the engine. Pure and deterministic: the same state, input, moment and rules give the same result in the
 * server, the browser, a backtest and a test. It never throws on anything a user, a page or a trigger does.
 */
export function advance(state: EngineState, input: EngineInput, now: EpochMs, rules: EngineRules): EngineStepResult {
  const draft = openDraft(state, rules, now);
  passTime(draft);
  apply(draft, input);
  endMootOffer(draft);
  resolveShadows(draft);
  evaluateTriggers(draft);
  const { session, window, attention, effects, notes, answer, duplicateCount } = draft;
  return {
    state: { session, window, attention, ...(state.memory === undefined ? {} : { memory: state.memory }) },
    effects,
    notes,
    wakeAt: nextWakeUp(draft),
    duplicateCount,
    ...(answer === undefined ? {} : { answer }),
  };
}

function apply(draft: Draft, input: EngineInput): void {
  switch (input.type) {
    case "actions":
      return receiveActions(draft, input.actions);
    case "presence":
      return patchSession(draft, { audience: input.audience });
    case "outcome":
      return reportOutcome(draft, input);
    case "tour-started":
      return tourStarted(draft, input);
    case "tour-claimed":
      return tourClaimed(draft, input);
    case "tour-step":
      return tourStep(draft, input);
    case "tour-ended":
      return tourEnded(draft, input);
    case "chat-opened":
    case "chat-message":
      return chatUsed(draft);
    case "chat-closed":
      return chatClosed(draft);
    case "conversation":
      return conversationChanged(draft, input);
    case "identified":
      return identified(draft, input.userId);
    case "preferences":
      return setPreferences(draft, input);
    case "consent":
      return noteConsent(draft, input.granted);
    case "anchors":
      return noteAnchors(draft, input);
    case "wake":
      return;
  }
}
