import type { Action } from "../../actions/action.ts";
import type { EpochMs } from "../../ids.ts";
import type { SignalReading } from "../../signals/signal-reading.ts";
import type { Condition } from "../condition.ts";

/** A condition that a signal's measurement answers, with what it means in words. */
export function measured(
  words: string,
  measure: (actions: readonly Action[], now: EpochMs) => SignalReading,
): Condition {
  return ({ actions, now }) => ({ condition: words, ...measure(actions, now) });
}
