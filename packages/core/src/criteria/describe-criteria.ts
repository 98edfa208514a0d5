import type { Condition, ConditionResult, TriggerContext } from "../triggers/condition.ts";
import { type GapView, viewMemory } from "../triggers/memory-view.ts";
import { parseCriteria } from "./parse-criteria.ts";

/** Criteria in words: the ones that explanations use, because they are taken from there. Undefined for invalid ones. */
export function describeCriteria(json: unknown): string | undefined {
  const parsed = parseCriteria(json);
  return parsed.ok ? describeCondition(parsed.condition) : undefined;
}

/** A condition in words. */
export function describeCondition(condition: Condition): string {
  return inWords(condition(NOTHING_HAPPENED));
}

/** Paths nobody has begun. */
const NO_GAP: GapView = {
  nextStep: () => null,
  missedSteps: () => [],
  fitness: () => 0,
  deviationCost: () => 0,
  currentStep: () => null,
  isDone: () => false,
};

/** A session in which everything is known and nothing has happened: no condition can be "unknown" in it. */
const NOTHING_HAPPENED: TriggerContext = {
  now: 0,
  sessionId: "",
  actions: [],
  memory: viewMemory({}),
  gap: NO_GAP,
};

function inWords({ condition, children }: ConditionResult): string {
  if (children === undefined || children.length === 0) return condition;
  return `${condition} (${children.map(inWords).join("; ")})`;
}
