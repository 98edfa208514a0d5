import { normaliseEvent } from "../actions/normalise-event.ts";
import { advance } from "../engine/advance.ts";
import type { LedgerNote } from "../engine/effect.ts";
import type { EngineInput } from "../engine/input.ts";
import { createEngineState, type EngineState } from "../engine/state.ts";
import { DAY_MS, type EpochMs, SECOND_MS } from "../ids.ts";
import type { MemoryFacts } from "../triggers/memory-view.ts";
import { compareWithExpectation } from "./compare-expectation.ts";
import type { Scenario, ScenarioStep, ScenarioUser } from "./scenario.ts";

/** What a scenario came to. */
export interface ScenarioResult {
  readonly title: string;
  /** Whether everything was as expected. */
  readonly ok: boolean;
  readonly offers: readonly PlayedOffer[];
  readonly holds: readonly PlayedHold[];
  /** One line per difference from what was expected; empty when there is none. */
  readonly differences: readonly string[];
}

export interface PlayedOffer {
  readonly trigger: string;
  readonly atS: number;
}

export interface PlayedHold extends PlayedOffer {
  readonly reason: string;
}

/** A moment like any other; only differences matter. */
const BEGINNING: EpochMs = 1_800_000_000_000;

/** Plays a scenario with the engine, waking it exactly when it asks to be woken. A page listens unless a step says otherwise. */
export function playScenario(scenario: Scenario): ScenarioResult {
  const { rules, user, steps, expect, title } = scenario;
  const offers: PlayedOffer[] = [];
  const holds: PlayedHold[] = [];
  const run = startRun(
    createFirstState(scenario),
    (notes, now) => {
      const atS = (now - BEGINNING) / SECOND_MS;
      for (const note of notes) {
        if (note.type === "fired") offers.push({ trigger: note.triggerId, atS });
        if (note.type === "held") holds.push({ trigger: note.triggerId, reason: note.reason, atS });
      }
    },
    rules,
  );
  const page = { url: "" };
  run.send({ type: "presence", audience: true }, BEGINNING);
  if (user?.userId != null) run.send({ type: "identified", userId: user.userId }, BEGINNING);
  for (const [index, step] of steps.entries()) {
    const now = BEGINNING + Math.round(step.atS * SECOND_MS);
    run.passTimeUntil(now);
    const input = inputOf(step, index, now, page, run.state());
    if (input !== undefined) run.send(input, now);
  }
  const differences = compareWithExpectation(expect, offers, holds);
  return { title, ok: differences.length === 0, offers, holds, differences };
}

interface Run {
  state(): EngineState;
  send(input: EngineInput, now: EpochMs): void;
  passTimeUntil(now: EpochMs): void;
}

function startRun(
  first: EngineState,
  onNotes: (notes: readonly LedgerNote[], now: EpochMs) => void,
  rules: Scenario["rules"],
): Run {
  let state = first;
  let wakeAt: EpochMs | undefined;
  const run: Run = {
    state: () => state,
    send(input, now) {
      const result = advance(state, input, now, rules);
      state = result.state;
      wakeAt = result.wakeAt;
      onNotes(result.notes, now);
    },
    passTimeUntil(now) {
      while (wakeAt !== undefined && wakeAt <= now) run.send({ type: "wake" }, wakeAt);
    },
  };
  return run;
}

function createFirstState({ rules, user }: Scenario): EngineState {
  const state = createEngineState("scenario", rules.policy, BEGINNING);
  return user === undefined ? state : { ...state, memory: memoryOf(user) };
}

function memoryOf({ lastSeenDaysAgo, accountAgeDays, workflows }: ScenarioUser): MemoryFacts {
  const daysAgo = (days: number | null): EpochMs | null => (days === null ? null : BEGINNING - days * DAY_MS);
  return { lastSeenAt: daysAgo(lastSeenDaysAgo), accountCreatedAt: daysAgo(accountAgeDays), workflows };
}

function inputOf(
  step: ScenarioStep,
  index: number,
  now: EpochMs,
  page: { url: string },
  state: EngineState,
): EngineInput | undefined {
  switch (step.type) {
    case "event": {
      if (step.event.url !== undefined) page.url = step.event.url;
      const event = { url: page.url, id: `event-${index}`, ...step.event, at: now };
      return { type: "actions", actions: [normaliseEvent({ event, receivedAt: now })] };
    }
    case "outcome": {
      const { atS: _, ...report } = step;
      return { ...report, offerId: state.session.offer?.id ?? "none", tabId: "scenario" };
    }
    case "presence":
      return { type: "presence", audience: step.audience };
    case "wait":
      return undefined;
  }
}
