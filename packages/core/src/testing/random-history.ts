import type { Action } from "../actions/action.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import type { EngineInput } from "../engine/input.ts";
import { type EpochMs, MINUTE_MS, SECOND_MS } from "../ids.ts";
import type { RawEvent } from "../wire/raw-event.ts";
import { createRandomSource, type RandomSource } from "./random-source.ts";
import { SAMPLE_PAGE } from "./sample-rules.ts";

/** One thing that happens in one of a person's sessions. */
export interface HistoryStep {
  readonly at: EpochMs;
  /** Which of the person's sessions, from 0. */
  readonly session: number;
  /** Outcomes name the offer `current`: whichever the session then has. */
  readonly input: EngineInput;
}

export interface RandomHistoryOptions {
  readonly seed: number;
  readonly steps: number;
  /** Sessions of the same person, side by side. Default 1. */
  readonly sessions?: number;
  /** Moment of the first step. */
  readonly start?: EpochMs;
}

const LABELS = ["Save changes", "Save changes", "Save changes", "Cancel", "Edit", "Bulk edit", "Apply to 3"] as const;
const PAGES = [SAMPLE_PAGE, SAMPLE_PAGE, SAMPLE_PAGE, `${SAMPLE_PAGE}/P-1042`, "/dashboard"] as const;
const REPORTS = ["delivered", "shown", "shown", "accepted", "dismissed", "snoozed", "expired"] as const;

/** A made-up visit with everything that can happen in it, including late, repeated and contradicting reports. */
export function randomHistory({ seed, steps, sessions = 1, start = 0 }: RandomHistoryOptions): readonly HistoryStep[] {
  const random = createRandomSource(seed);
  let at = start;
  return Array.from({ length: steps }, (_, index) => {
    at += randomPause(random);
    return { at, session: random.below(sessions), input: randomInput(random, at, index) };
  });
}

/** Mostly seconds, sometimes minutes or a day, sometimes a clock that is set back. */
function randomPause(random: RandomSource): number {
  const kind = random.below(20);
  if (kind === 0) return -random.below(30) * SECOND_MS;
  if (kind === 1) return random.below(24 * 60) * MINUTE_MS;
  if (kind <= 3) return random.below(5) * MINUTE_MS;
  return random.below(20 * SECOND_MS);
}

function randomInput(random: RandomSource, at: EpochMs, index: number): EngineInput {
  const kind = random.below(30);
  if (kind < 16) return { type: "actions", actions: randomActions(random, at, index) };
  if (kind < 18) return { type: "presence", audience: random.below(4) > 0 };
  if (kind < 23) {
    const option = random.pick(["tour", "chat"]);
    const scope = random.pick(["hour", "hour", "today", "tip", "everything"] as const);
    return {
      type: "outcome",
      offerId: "current",
      report: random.pick(REPORTS),
      option,
      scope,
      tabId: random.pick(["a", "b"]),
    };
  }
  const run = { tourId: "projects-bulk-edit", runId: random.pick(["r1", "r2"]) };
  return random.pick<EngineInput>([
    { type: "tour-started", ...run },
    { type: "tour-step", ...run, step: random.below(2) },
    { type: "tour-ended", ...run, outcome: random.pick(["completed", "dismissed", "lost"]), step: 1 },
    { type: "chat-opened" },
    { type: "chat-message" },
    { type: "chat-closed" },
    { type: "wake" },
    { type: "wake" },
    { type: "preferences", dial: random.pick(["on", "on", "quiet", "off"]), snoozedUntil: null },
    { type: "preferences", muted: [] },
    { type: "consent", granted: random.below(3) > 0 },
    { type: "anchors", present: [], missing: random.pick([[], ["table-options"]]) },
  ]);
}

function randomActions(random: RandomSource, at: EpochMs, index: number): readonly Action[] {
  return Array.from({ length: 1 + random.below(3) }, (_, place) => {
    const type = random.pick(["click", "click", "click", "click", "page_view", "submit", "error", "input_activity"]);
    // Now and then an id comes again: a retry.
    const id = `e${random.below(10) === 0 ? random.below(index + 1) : index}-${place}`;
    const event: RawEvent = {
      id,
      type,
      at: at - random.below(5) * SECOND_MS,
      url: random.pick(PAGES),
      ...(type === "input_activity"
        ? { properties: { state: random.pick(["typing", "typing", "dragging", "idle"]) } }
        : {}),
      ...(type === "click" ? { element: { role: "button", label: random.pick(LABELS) } } : {}),
    };
    return normaliseEvent({ event, receivedAt: at });
  });
}
