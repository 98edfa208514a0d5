import { SECOND_MS } from "../../../ids.ts";
import type { TourLookup } from "../../../session/agent-state.ts";
import { InvalidTransitionError } from "../../../session/session-errors.ts";
import { SessionState } from "../../../session/session-state.ts";
import { TourRegistry } from "../../../tours/tour-registry.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

interface Op {
  readonly dt: number;
  readonly op: string;
  readonly trigger_id?: string;
  readonly active?: boolean;
  readonly tour_id?: string | null;
  readonly set?: { readonly interaction_timeout_s?: number; readonly cooldown_period_s?: number };
}

interface SequenceInput {
  readonly clock_start: number;
  readonly session?: { readonly interaction_timeout_s: number; readonly cooldown_period_s: number };
  readonly tour_registry: unknown;
  readonly timers?: boolean;
  readonly ops: readonly Op[];
}

export const agentStateV2: ConformanceArea = {
  area: "agent_state_v2",
  run(fn, input) {
    if (fn === "session_sequence") return run(input as unknown as SequenceInput).observations;
    if (fn === "session_to_dict") return run(input as unknown as SequenceInput).session.toDict();
    if (fn === "session_from_dict") return restore(input as { snapshot: unknown; now: number });
    return unknownFunction(fn);
  },
};

function run(input: SequenceInput): { session: SessionState; observations: unknown[] } {
  let clockMs = input.clock_start * SECOND_MS;
  const now = (): number => clockMs;
  const tours = input.tour_registry === null ? null : TourRegistry.fromDict(input.tour_registry);
  let session = new SessionState({
    now,
    ...(input.session && {
      interactionTimeoutS: input.session.interaction_timeout_s,
      cooldownPeriodS: input.session.cooldown_period_s,
    }),
  });
  const observations = input.ops.map((op) => {
    clockMs += op.dt * SECOND_MS;
    let outcome: Record<string, unknown> = {};
    try {
      // A new process reads the same wall clock: only a monotonic one would start again.
      if (op.op === "snapshot_roundtrip" || op.op === "new_process") {
        session = SessionState.fromDict(JSON.parse(JSON.stringify(session.toDict())), now);
      } else {
        const ret = apply(session, op, tours);
        if (ret !== undefined) outcome = { ret };
      }
    } catch (error) {
      if (!(error instanceof InvalidTransitionError)) throw error;
      outcome = { error: error.name };
    }
    return { ...outcome, ...observe(session, clockMs, input.timers === true) };
  });
  return { session, observations };
}

function apply(session: SessionState, op: Op, tours: TourLookup | null): boolean | undefined {
  switch (op.op) {
    case "transition_to_proactive":
      return session.transitionToProactive(op.trigger_id);
    case "transition_to_reactive":
      session.transitionToReactive();
      return;
    case "tick":
      session.tick();
      return;
    case "tick_registry":
      session.tick(tours);
      return;
    case "set_visual_guidance":
      session.setVisualGuidance(op.active === true, op.tour_id);
      return;
    case "record_any_interaction":
      session.recordAnyInteraction();
      return;
    case "record_user_interaction":
      session.recordUserInteraction();
      return;
    case "record_option_click":
      session.recordOptionClick();
      return;
    case "record_reaction":
      session.recordReaction();
      return;
    case "record_tour_step":
      session.recordTourStep();
      return;
    case "configure":
      if (op.set?.interaction_timeout_s !== undefined) session.interactionTimeoutS = op.set.interaction_timeout_s;
      if (op.set?.cooldown_period_s !== undefined) session.cooldownPeriodS = op.set.cooldown_period_s;
      return;
    default:
      throw new Error(`unknown operation ${op.op}`);
  }
}

function observe(session: SessionState, clockMs: number, timers: boolean): Record<string, unknown> {
  const state = session.currentState;
  return {
    state,
    cooldown: session.cooldownActive,
    guiding: session.visualGuidanceActive,
    ...(session.activeTourId !== null && { tour: session.activeTourId }),
    ...(state === "proactive_assistance" && { clicked: session.userClickedOption }),
    idle_s: (clockMs - session.lastInteractionAt) / SECOND_MS,
    ...(timers && state !== "thinking" && { since_s: session.timeSinceLastInteractionS }),
  };
}

function restore(input: { readonly snapshot: unknown; readonly now: number }): Record<string, unknown> {
  const restored = SessionState.fromDict(input.snapshot, () => input.now * SECOND_MS).toDict();
  return {
    state: restored.current_state,
    last_interaction_at: restored.last_interaction_at,
    interaction_timeout_s: restored.interaction_timeout_s,
    cooldown_period_s: restored.cooldown_period_s,
    visual_guidance_active: restored.visual_guidance_active,
    active_tour_id: restored.active_tour_id,
    cooldown_active: restored.thinking.cooldown_active,
    cooldown_started_at: restored.thinking.cooldown_started_at,
    clicked: restored.proactive.user_clicked_option,
    proactive_since_s: restored.proactive.time_since_last_interaction_s,
    reactive_since_s: restored.reactive.time_since_last_interaction_s,
  };
}
