import { optional, wrongType } from "../fields/field.ts";
import { fieldPath, type Reading } from "../fields/input-problem.ts";
import { integerField, numberField } from "../fields/number-fields.ts";
import { readFields } from "../fields/object-field.ts";
import { choiceField, textField } from "../fields/text-fields.ts";
import { isJsonObject } from "../json-values.ts";
import type { WorkflowFacts } from "../triggers/memory-view.ts";
import type { ScenarioUser } from "./scenario.ts";

const days = (description: string) => optional(numberField({ description, min: 0, max: 36_500, unit: "days" }));

const userFields = {
  user_id: optional(textField("Who the user is; an unnamed visitor when left out")),
  last_seen_days_ago: days("End of the visit before this one"),
  account_age_days: days("Age of the account"),
} as const;

const workflowFields = {
  status: choiceField("How far the user is", ["mastered", "in_progress", "untouched"]),
  completion: optional(numberField({ description: "Share of its steps reached", min: 0, max: 1 })),
  attempts: optional(integerField({ description: "Times it was begun", min: 0, max: 1_000_000 })),
} as const;

/** Who the scenario is about and what is remembered of them. */
export function readUser(value: unknown, path: string, reading: Reading): ScenarioUser | undefined {
  if (!isJsonObject(value)) return wrongType(reading, path, "an object", value);
  const read = readFields(userFields, value, path, reading, ["workflows"]);
  const workflows = readWorkflows(value.workflows ?? {}, fieldPath(path, "workflows"), reading);
  if (read === undefined || workflows === undefined) return undefined;
  const { user_id: userId, last_seen_days_ago: lastSeen, account_age_days: accountAge } = read;
  return {
    userId: userId ?? null,
    lastSeenDaysAgo: lastSeen ?? null,
    accountAgeDays: accountAge ?? null,
    workflows,
  };
}

function readWorkflows(value: unknown, path: string, reading: Reading): ScenarioUser["workflows"] | undefined {
  if (!isJsonObject(value)) return wrongType(reading, path, "an object of workflows by id", value);
  const workflows: Record<string, WorkflowFacts> = {};
  for (const [id, facts] of Object.entries(value)) {
    const at = fieldPath(path, id);
    const read = isJsonObject(facts)
      ? readFields(workflowFields, facts, at, reading)
      : wrongType(reading, at, "an object", facts);
    if (read !== undefined) workflows[id] = read;
  }
  return workflows;
}
