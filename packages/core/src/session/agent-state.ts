import { UsherError } from "../errors.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";

/** What the copilot is doing in a session: waiting, showing an offer, or in a chat the user opened. */
export type AgentStateName = "thinking" | "proactive_assistance" | "reactive_assistance";

/** The states in which help is on screen; both end when the session has been idle for too long. */
export type AssistingStateName = Exclude<AgentStateName, "thinking">;

/** How long a session waits, in milliseconds. Zero is allowed; negative and non-finite numbers are not. */
export interface AgentTimings {
  /** Idle time after which help leaves the screen. Default 20 s. */
  readonly interactionTimeoutMs: number;
  /** Silence after help left the screen. Default 60 s. */
  readonly cooldownPeriodMs: number;
}

export const DEFAULT_AGENT_TIMINGS: AgentTimings = {
  interactionTimeoutMs: 20 * SECOND_MS,
  cooldownPeriodMs: 60 * SECOND_MS,
};

/** The waits of one tour, in seconds; they replace the session's while that tour is on screen. */
export interface TourTimings {
  readonly interactionTimeoutS: number;
  readonly cooldownPeriodS: number;
}

/** Finds a tour by the id it has in the tour player. `TourRegistry` is one. */
export interface TourLookup {
  getByUserTourId(userTourId: string): TourTimings | null;
}

/** Idle counter of one assisting state; it keeps its last value after the state was left. */
export interface IdleCounter {
  /** Last interaction while the state was active. */
  readonly lastMessageAt: EpochMs;
  /** Time since `lastMessageAt`, refreshed by `tick` and by interactions. */
  readonly idleMs: number;
}

/**
 * One session's state machine, as an immutable record. Moments are wall-clock, so a record stored in one
 * process means the same in another. A `now` earlier than the last seen moment counts as that moment.
 */
export interface AgentState extends AgentTimings {
  readonly name: AgentStateName;
  /** A tour is on screen. */
  readonly visualGuidanceActive: boolean;
  /** Id of that tour in the tour player, when it was given. */
  readonly activeTourId: string | null;
  /** The user chose an option of the current offer. */
  readonly userClickedOption: boolean;
  readonly lastInteractionAt: EpochMs;
  /** Null when no cooldown runs. */
  readonly cooldownStartedAt: EpochMs | null;
  /** Length of the running cooldown when a tour set it; null means `cooldownPeriodMs`. */
  readonly cooldownOverrideMs: number | null;
  readonly counters: Readonly<Record<AssistingStateName, IdleCounter>>;
}

export type AgentTransition =
  | { readonly ok: true; readonly state: AgentState }
  | { readonly ok: false; readonly reason: "wrong_state" | "cooldown"; readonly state: AgentState };

/** A session that has just begun: thinking, no cooldown. Throws on timings that are not finite and at least 0. */
export function createAgentState(now: EpochMs, timings: Partial<AgentTimings> = {}): AgentState {
  const counter: IdleCounter = { lastMessageAt: now, idleMs: 0 };
  return {
    name: "thinking",
    visualGuidanceActive: false,
    activeTourId: null,
    userClickedOption: false,
    lastInteractionAt: now,
    cooldownStartedAt: null,
    cooldownOverrideMs: null,
    counters: { proactive_assistance: counter, reactive_assistance: counter },
    ...checkTimings({ ...DEFAULT_AGENT_TIMINGS, ...timings }),
  };
}

/** Changes the waits of a session; a running cooldown follows unless a tour set its length. */
export function configureTimings(state: AgentState, timings: Partial<AgentTimings>): AgentState {
  const { interactionTimeoutMs, cooldownPeriodMs } = state;
  return { ...state, ...checkTimings({ interactionTimeoutMs, cooldownPeriodMs, ...timings }) };
}

/** An offer goes on screen. Refused outside `thinking` and while a cooldown runs; a cooldown that is over is ended. */
export function transitionToProactive(state: AgentState, now: EpochMs): AgentTransition {
  if (state.name !== "thinking") return { ok: false, reason: "wrong_state", state };
  const rested = endCooldownIfOver(state, now);
  if (rested.cooldownStartedAt !== null) return { ok: false, reason: "cooldown", state: rested };
  return { ok: true, state: enter(rested, "proactive_assistance", now) };
}

/** The user opened a chat. Refused outside `thinking`; a running cooldown is cancelled, because the user asked. */
export function transitionToReactive(state: AgentState, now: EpochMs): AgentTransition {
  if (state.name !== "thinking") return { ok: false, reason: "wrong_state", state };
  return { ok: true, state: enter(withoutCooldown(state), "reactive_assistance", now) };
}

/**
 * Lets time pass: a cooldown ends once its period has elapsed, help leaves the screen once the session has been
 * idle for longer than its time-out. While a tour that `tours` knows is on screen, its waits are used.
 */
export function tick(state: AgentState, now: EpochMs, tours?: TourLookup | null): AgentState {
  if (state.name === "thinking") return endCooldownIfOver(state, now);
  const at = latest(state, now);
  const tour = activeTour(state, tours);
  if (at - state.lastInteractionAt > timeoutMs(state, tour)) {
    return {
      ...state,
      name: "thinking",
      visualGuidanceActive: false,
      activeTourId: null,
      cooldownStartedAt: at,
      cooldownOverrideMs: tour ? tour.cooldownPeriodS * SECOND_MS : null,
    };
  }
  const counter = state.counters[state.name];
  const idleMs = at - counter.lastMessageAt;
  return idleMs === counter.idleMs ? state : withCounter(state, state.name, { ...counter, idleMs });
}

/** The user did something: the idle clock starts again. */
export function recordInteraction(state: AgentState, now: EpochMs): AgentState {
  const at = latest(state, now);
  const moved = { ...state, lastInteractionAt: at };
  return state.name === "thinking" ? moved : withCounter(moved, state.name, { lastMessageAt: at, idleMs: 0 });
}

/** The user chose an option; remembered while an offer is on screen. */
export function recordOptionClick(state: AgentState, now: EpochMs): AgentState {
  const moved = recordInteraction(state, now);
  return state.name === "proactive_assistance" ? { ...moved, userClickedOption: true } : moved;
}

/**
 * A tour starts (the idle clock starts again) or ends (the state stays until it times out). Refused in
 * `thinking`: a tour is help, so one of the assisting states must have been entered first.
 */
export function setVisualGuidance(
  state: AgentState,
  active: boolean,
  tourId: string | null,
  now: EpochMs,
): AgentTransition {
  if (state.name === "thinking") return { ok: false, reason: "wrong_state", state };
  if (!active) return { ok: true, state: { ...state, visualGuidanceActive: false, activeTourId: null } };
  const moved = recordInteraction(state, now);
  return { ok: true, state: { ...moved, visualGuidanceActive: true, activeTourId: tourId } };
}

/** The earliest moment, in whole milliseconds, at which `tick` would change what the session may do; null for never. */
export function nextDeadline(state: AgentState, now: EpochMs, tours?: TourLookup | null): EpochMs | null {
  const at = latest(state, now);
  if (state.name !== "thinking") {
    const last = state.lastInteractionAt + timeoutMs(state, activeTour(state, tours));
    return Math.max(at, Math.floor(last) + 1);
  }
  if (state.cooldownStartedAt === null) return null;
  return Math.max(at, Math.ceil(state.cooldownStartedAt + cooldownMs(state)));
}

function enter(state: AgentState, name: AssistingStateName, now: EpochMs): AgentState {
  const at = latest(state, now);
  const entered = { ...state, name, userClickedOption: false, visualGuidanceActive: false, activeTourId: null };
  return withCounter({ ...entered, lastInteractionAt: at }, name, { lastMessageAt: at, idleMs: 0 });
}

function endCooldownIfOver(state: AgentState, now: EpochMs): AgentState {
  if (state.cooldownStartedAt === null) return state;
  return latest(state, now) - state.cooldownStartedAt >= cooldownMs(state) ? withoutCooldown(state) : state;
}

function withoutCooldown(state: AgentState): AgentState {
  return state.cooldownStartedAt === null ? state : { ...state, cooldownStartedAt: null, cooldownOverrideMs: null };
}

function withCounter(state: AgentState, name: AssistingStateName, counter: IdleCounter): AgentState {
  return { ...state, counters: { ...state.counters, [name]: counter } };
}

function activeTour(state: AgentState, tours: TourLookup | null | undefined): TourTimings | null {
  if (!tours || !state.visualGuidanceActive || state.activeTourId === null) return null;
  return tours.getByUserTourId(state.activeTourId);
}

function timeoutMs(state: AgentState, tour: TourTimings | null): number {
  return tour ? tour.interactionTimeoutS * SECOND_MS : state.interactionTimeoutMs;
}

function cooldownMs(state: AgentState): number {
  return state.cooldownOverrideMs ?? state.cooldownPeriodMs;
}

function latest(state: AgentState, now: EpochMs): EpochMs {
  return Math.max(now, state.lastInteractionAt, state.cooldownStartedAt ?? now);
}

function checkTimings(timings: AgentTimings): AgentTimings {
  for (const [path, value] of Object.entries(timings)) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new UsherError("invalid-timings", `${path} must be a finite number of at least 0, got ${value}`, { path });
  }
  return timings;
}
