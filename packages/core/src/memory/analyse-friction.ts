import type { Action } from "../actions/action.ts";
import { cleanText } from "../actions/clean-text.ts";
import { isRepeatable } from "../signals/repeatable-control.ts";
import { targetKey } from "../signals/target-key.ts";
import type { AnalysisFriction, AnalysisTask, FrictionKind } from "./session-analysis.ts";
import { areaOf, type SessionTimeline } from "./session-timeline.ts";

const RAGE_CLICKS = 3;
const RAGE_WITHIN_MS = 1_000;
/** How often each must happen in one place to be told. A form that was left once is no friction. */
const AT_LEAST: Readonly<Record<FrictionKind, number>> = {
  dead_click: 2,
  rage_click: 1,
  error: 1,
  refused_field: 2,
  abandoned_form: 1,
  repeat_attempt: 2,
};
const MAX_FRICTION = 20;
const MAX_PROOFS = 8;

interface Tally {
  readonly kind: FrictionKind;
  readonly area: string;
  readonly name: string;
  count: number;
  readonly actions: number[];
}

/** Where the session got stuck, by rule: what happened how often in which place, with the actions that prove it. */
export function analyseFriction(
  timeline: SessionTimeline,
  tasks: readonly AnalysisTask[],
): readonly AnalysisFriction[] {
  const tallies = new Map<string, Tally>();
  const runs = new Map<string, Action[]>();
  timeline.actions.forEach((action, index) => {
    const kind = action.type === "click" ? rageOf(action, runs) : kindOf(action);
    if (kind !== undefined) note(tallies, kind, areaOf(action), action.label, index);
  });
  for (const { workflow, task_title, attempts } of tasks) {
    const failed = attempts.filter(({ completed }) => !completed);
    if (failed.length < AT_LEAST.repeat_attempt || attempts.some(({ completed }) => completed)) continue;
    for (const { matched_actions } of failed) {
      note(tallies, "repeat_attempt", workflow, task_title, matched_actions.at(-1)?.action_index ?? 0);
    }
  }
  return [...tallies.values()]
    .filter(({ kind, count }) => count >= AT_LEAST[kind])
    .slice(0, MAX_FRICTION)
    .map(({ kind, area, name, count, actions }) => ({
      kind,
      area,
      description: describe(kind, cleanText(name, 60), count),
      count,
      actions: actions.slice(0, MAX_PROOFS),
    }));
}

function kindOf({ type, properties }: Action): FrictionKind | undefined {
  if (type === "dead_click") return "dead_click";
  if (type === "error") return "error";
  if (type === "change" && properties?.invalid === true) return "refused_field";
  const isAbandoned = type === "form_close" && properties?.submitted !== true && Number(properties?.edited ?? 0) > 0;
  return isAbandoned ? "abandoned_form" : undefined;
}

/** The click that completes a burst; the next one begins anew. */
function rageOf(action: Action, runs: Map<string, Action[]>): FrictionKind | undefined {
  const key = `${action.canonicalUrl}\n${targetKey(action)}`;
  if (targetKey(action) === "" || isRepeatable(action) || action.properties?.void === true) return undefined;
  const run = (runs.get(key) ?? []).filter(({ at }) => action.at - at <= RAGE_WITHIN_MS);
  run.push(action);
  runs.set(key, run.length >= RAGE_CLICKS ? [] : run);
  return run.length >= RAGE_CLICKS ? "rage_click" : undefined;
}

function note(tallies: Map<string, Tally>, kind: FrictionKind, area: string, name: string, index: number): void {
  const key = `${kind}\n${area}\n${name}`;
  const tally = tallies.get(key) ?? { kind, area, name, count: 0, actions: [] };
  tallies.set(key, tally);
  tally.count += 1;
  tally.actions.push(index);
}

function describe(kind: FrictionKind, name: string, count: number): string {
  const times = count === 1 ? "once" : `${count} times`;
  const quoted = name === "" ? "something" : `"${name.replaceAll('"', "'")}"`;
  switch (kind) {
    case "dead_click":
      return `Clicked ${quoted} ${times} and nothing happened.`;
    case "rage_click":
      return `Clicked ${quoted} again and again in quick succession, ${times}.`;
    case "error":
      return `Saw ${name === "" ? "an error" : quoted} ${times}.`;
    case "refused_field":
      return `Filled in ${quoted} ${times} and it was refused.`;
    case "abandoned_form":
      return `Left ${quoted} without sending it, ${times}.`;
    case "repeat_attempt":
      return `Began ${quoted} ${times} and did not finish.`;
  }
}
