import { type EpochMs, SECOND_MS } from "../ids.ts";
import {
  type AgentState,
  type AgentTransition,
  recordInteraction,
  tick,
  transitionToProactive,
} from "./agent-state.ts";
import { type Move, type SessionEventName, TRANSITIONS } from "./transition-table.ts";

/**
 * The engine's own transitions, on top of the documented machine (`agent-state.ts`), which can leave an assisting
 * state only by idling. Which event does what in which state is `transition-table.ts`.
 */
export type SessionEvent =
  | { readonly type: Exclude<SessionEventName, "tour_taken"> }
  | { readonly type: "tour_taken"; readonly tourId: string };

/** Applies an event to the session's state. Total, and never throws: a refusal is an answer. */
export function transition(state: AgentState, event: SessionEvent, now: EpochMs): AgentTransition {
  return MOVES[TRANSITIONS[state.name][event.type]](state, now, event);
}

const MOVES: Readonly<Record<Move, (state: AgentState, now: EpochMs, event: SessionEvent) => AgentTransition>> = {
  propose: transitionToProactive,
  refuse: (state) => ({ ok: false, reason: "wrong_state", state }),
  touch: (state, now) => moved(recordInteraction(state, now)),
  guide: (state, now, event) => {
    const activeTourId = event.type === "tour_taken" ? event.tourId : null;
    const guiding: AgentState = { ...state, name: "proactive_assistance", userClickedOption: true };
    return moved({ ...recordInteraction(guiding, now), visualGuidanceActive: true, activeTourId });
  },
  talk: (state, now) => {
    const asked: AgentState = { ...withoutTour(state), userClickedOption: true, name: "reactive_assistance" };
    return moved(recordInteraction({ ...asked, cooldownStartedAt: null, cooldownOverrideMs: null }, now));
  },
  rest: (state, now) => {
    const cooldownStartedAt = Math.max(now, state.lastInteractionAt);
    return moved({ ...withoutTour(state), name: "thinking", cooldownStartedAt, cooldownOverrideMs: null });
  },
  release: (state, now) => {
    const left: AgentState = { ...withoutTour(state), name: "thinking" };
    // Closing the chat is something the user did; an offer nobody saw is not.
    return moved(state.name === "reactive_assistance" ? recordInteraction(left, now) : left);
  },
  stay: moved,
  tick: (state, now) => moved(tick(state, now)),
};

function moved(state: AgentState): AgentTransition {
  return { ok: true, state };
}

function withoutTour(state: AgentState): AgentState {
  return { ...state, visualGuidanceActive: false, activeTourId: null };
}

/** When the session's silence ends; undefined when there is none. */
export function cooldownEndsAt(state: AgentState): EpochMs | undefined {
  if (state.name !== "thinking" || state.cooldownStartedAt === null) return undefined;
  return Math.ceil(state.cooldownStartedAt + (state.cooldownOverrideMs ?? state.cooldownPeriodMs));
}

/** Seconds of configuration as the machine's milliseconds. */
export function agentTimings(policy: { readonly interactionTimeoutS: number; readonly cooldownPeriodS: number }): {
  readonly interactionTimeoutMs: number;
  readonly cooldownPeriodMs: number;
} {
  return {
    interactionTimeoutMs: policy.interactionTimeoutS * SECOND_MS,
    cooldownPeriodMs: policy.cooldownPeriodS * SECOND_MS,
  };
}
