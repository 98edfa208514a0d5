import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import type { Matches } from "./distinct-entities.ts";
import { isNewlyInvalid } from "./error-click.ts";
import { recentActions } from "./recent-actions.ts";
import { counted, type SignalReading } from "./signal-reading.ts";

export interface RepeatFailureOptions {
  /** Which actions belong to the workflow. */
  readonly isPart: Matches;
  /** What counts as a failure besides errors, failed requests and refused fields. */
  readonly isFailure: Matches | undefined;
  readonly isSuccess: Matches;
  readonly atLeast: number;
  readonly withinS: number;
  /** Failures closer than this to the latest one that counted are part of it: a refused form reports every field, a failed request its error too. */
  readonly debounceMs: number;
}

/** Failures in a row since the latest success. */
export function measureRepeatFailure(
  actions: readonly Action[],
  now: EpochMs,
  options: RepeatFailureOptions,
): SignalReading {
  const recent = recentActions(actions, now - options.withinS * SECOND_MS);
  let count = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  recent.forEach((action, index) => {
    if (options.isSuccess(action)) {
      count = 0;
      lastAt = Number.NEGATIVE_INFINITY;
    } else if (options.isPart(action) && isFailed(action, recent, index, options)) {
      if (action.at - lastAt < options.debounceMs) return;
      count++;
      // From the one that counted: a steady stream of failures is many, however close together they come.
      lastAt = action.at;
    }
  });
  return counted(count, options.atLeast);
}

function isFailed(action: Action, recent: readonly Action[], index: number, options: RepeatFailureOptions): boolean {
  if (options.isFailure?.(action) === true) return true;
  if (action.type !== "error") return refused(action, recent, index);
  const status = action.properties?.status;
  return typeof status !== "number" || status >= 400;
}

/** Sending a form again with the same field refused is a new failure, although the field's trouble is old. */
function refused(action: Action, recent: readonly Action[], index: number): boolean {
  const sentAgain = action.properties?.edited === false;
  return (
    (sentAgain && action.type === "change" && action.properties?.invalid === true) ||
    isNewlyInvalid(action, recent, index)
  );
}
