import { type EpochMs, SECOND_MS } from "../ids.ts";
import { type AgentState, recordInteraction } from "./agent-state.ts";

/**
 * The engine's own transitions, on top of the documented machine (`agent-state.ts`), which can leave an assisting
 * state only by idling. Total: each may be asked for in every state.
 */

/** How an offer's time on screen ended. */
export type Resolution = "dismissed" | "snoozed" | "expired" | "withdrawn" | "completed" | "unseen";

/** Whether the session is silent for its cooldown afterwards. What was never seen costs nothing (S12). */
const COOLS_DOWN: Record<Resolution, boolean> = {
  dismissed: true,
  snoozed: true,
  expired: true,
  withdrawn: true,
  completed: true,
  unseen: false,
};

/** The user took the chat: from any state, and any cooldown is cancelled, because the user asked (S5). */
export function acceptChat(state: AgentState, now: EpochMs): AgentState {
  const asked = { ...state, cooldownStartedAt: null, cooldownOverrideMs: null, userClickedOption: true };
  return recordInteraction(
    { ...asked, name: "reactive_assistance", visualGuidanceActive: false, activeTourId: null },
    now,
  );
}

/** The user took the tour: from any state, so that a click after the offer timed out is honoured. */
export function acceptTour(state: AgentState, tourId: string, now: EpochMs): AgentState {
  const guiding = { ...state, name: "proactive_assistance", userClickedOption: true } as const;
  return recordInteraction({ ...guiding, visualGuidanceActive: true, activeTourId: tourId }, now);
}

/** The offer or the tour is over: back to thinking. A chat that is open stays open. */
export function resolve(state: AgentState, resolution: Resolution, now: EpochMs): AgentState {
  if (state.name === "reactive_assistance") return state;
  const cooling = COOLS_DOWN[resolution];
  return {
    ...state,
    name: "thinking",
    visualGuidanceActive: false,
    activeTourId: null,
    cooldownStartedAt: cooling ? Math.max(now, state.lastInteractionAt) : state.cooldownStartedAt,
    cooldownOverrideMs: cooling ? null : state.cooldownOverrideMs,
  };
}

/** The chat panel closed: back to thinking without a cooldown, because ending a chat rejects nothing. */
export function closeChat(state: AgentState, now: EpochMs): AgentState {
  if (state.name !== "reactive_assistance") return state;
  return recordInteraction({ ...state, name: "thinking" }, now);
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
