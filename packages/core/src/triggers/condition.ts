import type { Action } from "../actions/action.ts";
import type { EpochMs } from "../ids.ts";
import type { Deed } from "../session/deeds.ts";
import type { GapView, MemoryView } from "./memory-view.ts";

/** Everything a trigger may look at. Nothing in it can be asked for the time: `now` is a value. */
export interface TriggerContext {
  readonly now: EpochMs;
  readonly sessionId: string;
  /** Undefined while nobody is named. */
  readonly userId?: string;
  /** The session's window: ordered by event time, each action once. */
  readonly actions: readonly Action[];
  /** What was done before the window begins, each deed once; left out when the window holds the whole session. */
  readonly seen?: readonly Deed[];
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
export interface Condition {
  (context: TriggerContext): ConditionResult;
  /**
   * It looks at what only the page's detectors of struggle see: dead clicks, failed requests, the state of fields and
   * forms, which record a control belongs to. Pages load the detectors only where some condition says so.
   */
  readonly detectors?: true;
}

/** A plain predicate with its meaning in words. */
export function condition(words: string, predicate: (context: TriggerContext) => boolean): Condition {
  return (context) => ({ condition: words, met: predicate(context) });
}

/** The same condition, marked as one that needs the page's detectors when `needed`. */
export function needingDetectors(needed: boolean | undefined, condition: Condition): Condition {
  if (needed !== true) return condition;
  return Object.assign((context: TriggerContext) => condition(context), { detectors: true as const });
}

/** Met when every part is. Every part is evaluated, so that an explanation is complete. */
export function all(...parts: readonly Condition[]): Condition {
  return combine("all of", parts, (results) => results.every((result) => result.met));
}

/** Met when at least one part is. */
export function any(...parts: readonly Condition[]): Condition {
  return combine("any of", parts, (results) => results.some((result) => result.met));
}

/** Met when the part is not. */
export function not(part: Condition): Condition {
  return needingDetectors(part.detectors, (context) => {
    const result = part(context);
    return { ...result, condition: `not: ${result.condition}`, met: !result.met };
  });
}

function combine(
  words: string,
  parts: readonly Condition[],
  isMet: (results: readonly ConditionResult[]) => boolean,
): Condition {
  const needed = parts.some((part) => part.detectors);
  return needingDetectors(needed, (context) => {
    const children = parts.map((part) => part(context));
    const met = isMet(children);
    const recheckAt = earliestRecheck(children);
    return { condition: words, met, children, ...(recheckAt === undefined ? {} : { recheckAt }) };
  });
}

function earliestRecheck(children: readonly ConditionResult[]): EpochMs | undefined {
  let earliest: EpochMs | undefined;
  for (const { recheckAt } of children) {
    if (recheckAt !== undefined && (earliest === undefined || recheckAt < earliest)) earliest = recheckAt;
  }
  return earliest;
}
