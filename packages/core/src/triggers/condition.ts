import type { Action } from "../actions/action.ts";
import type { EpochMs } from "../ids.ts";
import type { GapView, MemoryView } from "./memory-view.ts";

/** Everything a trigger may look at. Nothing in it can be asked for the time: `now` is a value. */
export interface TriggerContext {
  readonly now: EpochMs;
  readonly sessionId: string;
  /** Undefined while nobody is named. */
  readonly userId?: string;
  /** The session's window: ordered by event time, each action once. */
  readonly actions: readonly Action[];
  /** The page the user is on, by event time of the latest action; undefined before the first. */
  readonly page?: { readonly url: string; readonly canonicalUrl: string };
  /** What is remembered of the person; undefined while nothing is known. */
  readonly memory?: MemoryView;
  /** How the session compares with the golden paths; undefined where there are none. */
  readonly gap?: GapView;
}

/** What one condition found, in words and numbers: `explain` shows exactly this. */
export interface ConditionResult {
  /** The condition in words, e.g. `at least 3 × "Save changes" within 120 s`. */
  readonly condition: string;
  readonly met: boolean;
  /** What was measured, and against what, when the condition counts or times something. */
  readonly value?: number;
  readonly threshold?: number;
  /** The earliest moment at which the answer could change although nothing happens. */
  readonly recheckAt?: EpochMs;
  readonly children?: readonly ConditionResult[];
}

/** A rule over the context. Pure: the same context always gives the same result. */
export type Condition = (context: TriggerContext) => ConditionResult;

/** A plain predicate with its meaning in words. */
export function condition(words: string, predicate: (context: TriggerContext) => boolean): Condition {
  return (context) => ({ condition: words, met: predicate(context) });
}

/** Met when every part is. Every part is evaluated, so that an explanation is complete. */
export function all(...parts: readonly Condition[]): Condition {
  return (context) => combine("all of", parts, context, (results) => results.every((result) => result.met));
}

/** Met when at least one part is. */
export function any(...parts: readonly Condition[]): Condition {
  return (context) => combine("any of", parts, context, (results) => results.some((result) => result.met));
}

/** Met when the part is not. */
export function not(part: Condition): Condition {
  return (context) => {
    const result = part(context);
    return { ...result, condition: `not: ${result.condition}`, met: !result.met };
  };
}

function combine(
  words: string,
  parts: readonly Condition[],
  context: TriggerContext,
  isMet: (results: readonly ConditionResult[]) => boolean,
): ConditionResult {
  const children = parts.map((part) => part(context));
  const met = isMet(children);
  const recheckAt = earliestRecheck(children);
  return recheckAt === undefined ? { condition: words, met, children } : { condition: words, met, children, recheckAt };
}

function earliestRecheck(children: readonly ConditionResult[]): EpochMs | undefined {
  let earliest: EpochMs | undefined;
  for (const { recheckAt } of children) {
    if (recheckAt !== undefined && (earliest === undefined || recheckAt < earliest)) earliest = recheckAt;
  }
  return earliest;
}
