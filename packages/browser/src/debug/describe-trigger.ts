import type { ConditionExplanationWire, TriggerExplanationWire } from "@usher/core";

/** A line of the overlay with what it is about. */
export interface DebugLine {
  readonly text: string;
  readonly met: boolean;
  readonly children: readonly DebugLine[];
}

/** `held (cooldown), 12 s more`. */
export function describeVerdict({ verdict, reason, until }: TriggerExplanationWire, now: number): string {
  const why = reason === undefined ? "" : ` (${reason})`;
  // "Until the user asks" is a moment that never comes.
  const left =
    until === undefined || until <= now || until > now + 8.64e9 ? "" : `, ${Math.ceil((until - now) / 1_000)} s more`;
  return `${verdict.replaceAll("_", " ")}${why}${left}`;
}

/** The trigger's page, its conditions with what was measured, and its goal. */
export function describeConditions({ page, when, goal, error }: TriggerExplanationWire): readonly DebugLine[] {
  return [
    { text: `on ${page.patterns.join(" or ")}`, met: page.met, children: [] },
    ...(when === null ? [] : [describe(when)]),
    ...(goal === null ? [] : [{ ...describe(goal), text: `goal: ${describe(goal).text}` }]),
    ...(error === undefined ? [] : [{ text: `failed: ${error}`, met: false, children: [] }]),
  ];
}

function describe({ condition, met, value, threshold, children = [] }: ConditionExplanationWire): DebugLine {
  const measured = value === undefined ? "" : threshold === undefined ? `: ${value}` : `: ${value} / ${threshold}`;
  return { text: condition + measured, met, children: children.map(describe) };
}
