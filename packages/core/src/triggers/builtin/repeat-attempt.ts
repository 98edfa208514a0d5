import type { ActionFilter } from "../action-filter.ts";
import { all } from "../condition.ts";
import { attemptsAtLeast } from "../conditions/attempts-at-least.ts";
import { completionAtLeast } from "../conditions/completion-at-least.ts";
import { discovered } from "../conditions/discovered.ts";
import { workflowIs } from "../conditions/workflow-is.ts";
import type { Builtin } from "./builtin.ts";

export interface RepeatAttemptParams {
  readonly workflow: string;
  readonly begin?: ActionFilter;
  readonly completion: number;
  readonly attempts: number;
}

/** Trying again what almost worked. */
export const repeatAttempt: Builtin<RepeatAttemptParams> = {
  id: "repeat_attempt",
  title: "Almost there, again",
  description: "The user begins a workflow again that an earlier attempt almost finished, e.g. to 85 %.",
  parameters: {
    workflow: { type: "text", required: true, description: "The workflow, as memory knows it." },
    begin: { type: "action", description: "What beginning it looks like; being on the trigger’s page when left out." },
    completion: { type: "number", default: 0.85, min: 0, max: 1, description: "How far the latest attempt got." },
    attempts: { type: "integer", default: 1, min: 1, max: 100, description: "Attempts before this one." },
  },
  defaultBody: "You were almost done last time. Want to see the last step?",
  when: ({ workflow, begin, completion, attempts }) =>
    all(
      workflowIs(workflow, "in_progress"),
      completionAtLeast(workflow, completion),
      attemptsAtLeast(workflow, attempts),
      ...(begin === undefined ? [] : [discovered(begin)]),
    ),
};
