import { type EpochMs, SECOND_MS } from "../ids.ts";
import {
  type AgentState,
  type AgentStateName,
  type AgentTransition,
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
import { InvalidTransitionError } from "./session-errors.ts";
import { parseSessionSnapshot, type SessionStateSnapshot, toSessionSnapshot } from "./session-snapshot.ts";

export interface SessionStateOptions {
  /** Tells the time, epoch milliseconds. */
  readonly now: () => EpochMs;
  /** Seconds of idleness after which help leaves the screen. Default 20. */
  readonly interactionTimeoutS?: number;
  /** Seconds of silence after that. Default 60. */
  readonly cooldownPeriodS?: number;
}

/**
 * The documented session state, as an object that changes: a thin shell over {@link AgentState}. Calls that are
 * not allowed in the current state throw {@link InvalidTransitionError}; being refused by a cooldown is an answer.
 */
export class SessionState {
  #agent: AgentState;
  readonly #now: () => EpochMs;

  constructor(options: SessionStateOptions) {
    this.#now = options.now;
    this.#agent = createAgentState(options.now(), {
      ...(options.interactionTimeoutS !== undefined && {
        interactionTimeoutMs: options.interactionTimeoutS * SECOND_MS,
      }),
      ...(options.cooldownPeriodS !== undefined && { cooldownPeriodMs: options.cooldownPeriodS * SECOND_MS }),
    });
  }

  /** Restores a session saved by `toDict`, here or elsewhere. Throws `InvalidSnapshotError`. */
  static fromDict(snapshot: unknown, now: () => EpochMs): SessionState {
    const session = new SessionState({ now });
    session.#agent = parseSessionSnapshot(snapshot, now());
    return session;
  }

  /** The versioned, JSON-safe form of the session. */
  toDict(): SessionStateSnapshot {
    return toSessionSnapshot(this.#agent);
  }

  /** The immutable record as of the last call. */
  get agentState(): AgentState {
    return this.#agent;
  }

  get currentState(): AgentStateName {
    return this.#agent.name;
  }

  get visualGuidanceActive(): boolean {
    return this.#agent.visualGuidanceActive;
  }

  get activeTourId(): string | null {
    return this.#agent.activeTourId;
  }

  get userClickedOption(): boolean {
    return this.#agent.userClickedOption;
  }

  get lastInteractionAt(): EpochMs {
    return this.#agent.lastInteractionAt;
  }

  /** Whether a cooldown runs, as of the last `tick` or transition. */
  get cooldownActive(): boolean {
    return this.#agent.cooldownStartedAt !== null;
  }

  /** Seconds since the last interaction in the active state, as of the last `tick`; 0 in `thinking`. */
  get timeSinceLastInteractionS(): number {
    const { name, counters } = this.#agent;
    return name === "thinking" ? 0 : counters[name].idleMs / SECOND_MS;
  }

  get interactionTimeoutS(): number {
    return this.#agent.interactionTimeoutMs / SECOND_MS;
  }

  set interactionTimeoutS(seconds: number) {
    this.#agent = configureTimings(this.#agent, { interactionTimeoutMs: seconds * SECOND_MS });
  }

  get cooldownPeriodS(): number {
    return this.#agent.cooldownPeriodMs / SECOND_MS;
  }

  set cooldownPeriodS(seconds: number) {
    this.#agent = configureTimings(this.#agent, { cooldownPeriodMs: seconds * SECOND_MS });
  }

  /** Whether an offer may be shown now. Lets time pass first, so the caller need not. */
  canDeliverProactive(tours?: TourLookup | null): boolean {
    this.tick(tours);
    return this.#agent.name === "thinking" && !this.cooldownActive;
  }

  /**
   * True when the offer may be shown; false while a cooldown runs. Throws outside `thinking`. The trigger's id is
   * part of the documented call, but not of the session: what a trigger did belongs to the offer it made.
   */
  transitionToProactive(_triggerId?: string): boolean {
    const result = transitionToProactive(this.#agent, this.#now());
    this.#agent = result.state;
    if (!result.ok && result.reason === "wrong_state") throw this.#refusal("an offer cannot open");
    return result.ok;
  }

  /** The user opened a chat; cancels a cooldown. Throws outside `thinking`. */
  transitionToReactive(): void {
    this.#apply(transitionToReactive(this.#agent, this.#now()), "a chat cannot open");
  }

  tick(tours?: TourLookup | null): void {
    this.#agent = tick(this.#agent, this.#now(), tours);
  }

  /** When `tick` would next change something, epoch milliseconds. */
  nextDeadline(tours?: TourLookup | null): EpochMs | null {
    return nextDeadline(this.#agent, this.#now(), tours);
  }

  /** A tour starts or ends. Throws in `thinking`. */
  setVisualGuidance(active: boolean, tourId: string | null = null): void {
    this.#apply(setVisualGuidance(this.#agent, active, tourId, this.#now()), "a tour cannot change");
  }

  recordAnyInteraction(): void {
    this.#agent = recordInteraction(this.#agent, this.#now());
  }

  /** The user sent a message. */
  recordUserInteraction(): void {
    this.recordAnyInteraction();
  }

  /** The user chose an option of the offer. */
  recordOptionClick(): void {
    this.#agent = recordOptionClick(this.#agent, this.#now());
  }

  /** The user reacted to a message. */
  recordReaction(): void {
    this.recordAnyInteraction();
  }

  /** The user moved on in a tour. */
  recordTourStep(): void {
    this.recordAnyInteraction();
  }

  #apply(result: AgentTransition, refusal: string): void {
    if (!result.ok) throw this.#refusal(refusal);
    this.#agent = result.state;
  }

  #refusal(what: string): InvalidTransitionError {
    return new InvalidTransitionError(`${what} while the session is in ${this.#agent.name}`);
  }
}
