import { type EpochMs, SECOND_MS } from "../ids.ts";
import {
  type AgentState,
  type AgentStateName,
  type AssistingStateName,
  DEFAULT_AGENT_TIMINGS,
  type IdleCounter,
} from "./agent-state.ts";
import { InvalidSnapshotError } from "./session-errors.ts";

const VERSION = 1;

interface IdleCounterSnapshot {
  readonly time_since_last_interaction_s: number;
  readonly last_message_at: number;
}

/**
 * A stored session, in the documented form. Moments are **epoch seconds**, so any process can go on from it;
 * `cooldown_started_at` is 0 when no cooldown runs.
 */
export interface SessionStateSnapshot {
  readonly _v: typeof VERSION;
  readonly current_state: AgentStateName;
  readonly last_interaction_at: number;
  readonly interaction_timeout_s: number;
  readonly cooldown_period_s: number;
  readonly visual_guidance_active: boolean;
  readonly active_tour_id: string | null;
  readonly thinking: {
    readonly cooldown_active: boolean;
    readonly cooldown_started_at: number;
    /** Set by a tour; null means `cooldown_period_s`. */
    readonly active_cooldown_period_s: number | null;
  };
  readonly proactive: IdleCounterSnapshot & { readonly user_clicked_option: boolean };
  readonly reactive: IdleCounterSnapshot;
}

export function toSessionSnapshot(state: AgentState): SessionStateSnapshot {
  const counter = (name: AssistingStateName): IdleCounterSnapshot => ({
    time_since_last_interaction_s: state.counters[name].idleMs / SECOND_MS,
    last_message_at: state.counters[name].lastMessageAt / SECOND_MS,
  });
  return {
    _v: VERSION,
    current_state: state.name,
    last_interaction_at: state.lastInteractionAt / SECOND_MS,
    interaction_timeout_s: state.interactionTimeoutMs / SECOND_MS,
    cooldown_period_s: state.cooldownPeriodMs / SECOND_MS,
    visual_guidance_active: state.visualGuidanceActive,
    active_tour_id: state.activeTourId,
    thinking: {
      cooldown_active: state.cooldownStartedAt !== null,
      cooldown_started_at: (state.cooldownStartedAt ?? 0) / SECOND_MS,
      active_cooldown_period_s: state.cooldownOverrideMs === null ? null : state.cooldownOverrideMs / SECOND_MS,
    },
    proactive: { user_clicked_option: state.userClickedOption, ...counter("proactive_assistance") },
    reactive: counter("reactive_assistance"),
  };
}

/**
 * Restores a session. Optional fields may be missing, wrong ones are refused; unknown ones are ignored. A moment
 * later than `now` (two machines' clocks differ) counts as `now`, so a session can never hang in the future.
 */
export function parseSessionSnapshot(value: unknown, now: EpochMs): AgentState {
  const root = record(value, "snapshot");
  if (root._v !== VERSION) throw new InvalidSnapshotError(`snapshot version must be ${VERSION}`, "_v");
  const thinking = record(root.thinking ?? absent(root, "thinking"), "thinking");
  const proactive = record(root.proactive ?? absent(root, "proactive"), "proactive");
  const reactive = record(root.reactive ?? absent(root, "reactive"), "reactive");
  const lastInteractionAt = moment(root, "last_interaction_at", null, now);
  const cooldown = flag(thinking, "cooldown_active", "thinking.");
  const override = thinking.active_cooldown_period_s ?? null;
  const counter = (part: Fields, path: string): IdleCounter => ({
    lastMessageAt: moment(part, "last_message_at", lastInteractionAt, now, path),
    idleMs: duration(part, "time_since_last_interaction_s", 0, path),
  });
  return {
    name: stateName(root.current_state),
    lastInteractionAt,
    interactionTimeoutMs: duration(root, "interaction_timeout_s", DEFAULT_AGENT_TIMINGS.interactionTimeoutMs),
    cooldownPeriodMs: duration(root, "cooldown_period_s", DEFAULT_AGENT_TIMINGS.cooldownPeriodMs),
    visualGuidanceActive: flag(root, "visual_guidance_active"),
    activeTourId: tourId(root.active_tour_id ?? null),
    userClickedOption: flag(proactive, "user_clicked_option", "proactive."),
    cooldownStartedAt: cooldown ? moment(thinking, "cooldown_started_at", null, now, "thinking.") : null,
    cooldownOverrideMs:
      cooldown && override !== null ? duration(thinking, "active_cooldown_period_s", 0, "thinking.") : null,
    counters: {
      proactive_assistance: counter(proactive, "proactive."),
      reactive_assistance: counter(reactive, "reactive."),
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Stands for a missing part; null is not missing, and is refused. */
function absent(root: Fields, key: string): Fields | null {
  return key in root ? null : {};
}

function record(value: unknown, path: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new InvalidSnapshotError(`${path} must be an object`, path);
}

function stateName(value: unknown): AgentStateName {
  if (value === "thinking" || value === "proactive_assistance" || value === "reactive_assistance") return value;
  throw new InvalidSnapshotError("current_state is missing or not a known state", "current_state");
}

function moment(fields: Fields, key: string, fallback: EpochMs | null, now: EpochMs, path = ""): EpochMs {
  const value = fields[key];
  if (value === undefined && fallback !== null) return fallback;
  if (typeof value === "number" && Number.isFinite(value)) return Math.min(value * SECOND_MS, now);
  throw new InvalidSnapshotError(`${path}${key} must be a moment in epoch seconds`, path + key);
}

function duration(fields: Fields, key: string, fallbackMs: number, path = ""): number {
  const value = fields[key];
  if (value === undefined) return fallbackMs;
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value * SECOND_MS;
  throw new InvalidSnapshotError(`${path}${key} must be a number of seconds, at least 0`, path + key);
}

function flag(fields: Fields, key: string, path = ""): boolean {
  const value = fields[key];
  if (value === undefined) return false;
  if (typeof value === "boolean") return value;
  throw new InvalidSnapshotError(`${path}${key} must be true or false`, path + key);
}

function tourId(value: unknown): string | null {
  if (value === null || typeof value === "string") return value;
  throw new InvalidSnapshotError("active_tour_id must be text or null", "active_tour_id");
}
