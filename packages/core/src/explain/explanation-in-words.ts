import { NEVER } from "../gate/attention.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import type { ConditionExplanation, Explanation, TriggerExplanation } from "./explanation.ts";

/** An explanation as lines for a person. Moments are given relative to the moment in question. */
export function explanationInWords(explanation: Explanation): readonly string[] {
  const { page, state, actionCount, audience, offer } = explanation;
  const listening = audience ? "a page listens" : "no page listens";
  return [
    `session ${explanation.sessionId}${explanation.userId === null ? "" : `, user ${explanation.userId}`}`,
    `${state} on ${page ?? "no page yet"}, ${actionCount} action${actionCount === 1 ? "" : "s"}, ${listening}`,
    ...(offer === null ? [] : [`latest offer: ${offer.triggerId}, ${offer.status}`]),
    ...explanation.triggers.flatMap((trigger) => ["", ...triggerInWords(trigger, explanation.at)]),
  ];
}

function triggerInWords(trigger: TriggerExplanation, at: EpochMs): readonly string[] {
  const { when, goal, page } = trigger;
  return [
    `${trigger.triggerId}: ${verdictInWords(trigger, at)}`,
    `  ${mark(page.met)} on its page (${page.patterns.join(", ")})`,
    ...(when === null ? [] : conditionInWords(when, at, "  ")),
    ...(goal === null ? [] : [`  goal ${goal.met ? "reached" : "not reached"}: ${goal.condition}`]),
    ...(trigger.error === undefined ? [] : [`  it failed: ${trigger.error}`]),
  ];
}

const VERDICTS: Readonly<Record<string, string>> = {
  offered: "offered",
  not_met: "quiet, its conditions are not met",
  page_mismatch: "quiet, the user is on another page",
  error: "it failed",
  not_judged: "nothing has happened yet",
};

function verdictInWords({ verdict, reason, since, until }: TriggerExplanation, at: EpochMs): string {
  const what = VERDICTS[verdict] ?? (reason === undefined ? verdict : `${verdict} (${reason})`);
  const start = since === undefined ? "" : `, since ${seconds(at - since)} before`;
  const end =
    until === undefined || until <= at ? "" : until === NEVER ? ", for good" : `, for ${seconds(until - at)} more`;
  return `${what}${start}${end}`;
}

function conditionInWords(condition: ConditionExplanation, at: EpochMs, indent: string): readonly string[] {
  const { value, threshold, distance, recheckAt, children } = condition;
  const measured = value === undefined ? "" : threshold === undefined ? `: ${value}` : `: ${value} of ${threshold}`;
  const missing = distance === undefined || distance === 0 ? "" : `, ${distance} to go`;
  const later = recheckAt === undefined || recheckAt <= at ? "" : `, could change in ${seconds(recheckAt - at)}`;
  return [
    `${indent}${mark(condition.met)} ${condition.condition}${measured}${missing}${later}`,
    ...(children ?? []).flatMap((child) => conditionInWords(child, at, `${indent}  `)),
  ];
}

function mark(met: boolean): string {
  return met ? "✓" : "✗";
}

function seconds(ms: number): string {
  return `${Math.round(ms / (SECOND_MS / 10)) / 10} s`;
}
