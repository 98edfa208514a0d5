import { compileRules, type EngineRules } from "../engine/rules.ts";
import type { GatePolicy } from "../gate/policy.ts";
import { defineGoldenPath, type GoldenPath } from "../paths/golden-path.ts";
import { all, not } from "../triggers/condition.ts";
import { countWithin } from "../triggers/conditions/count-within.ts";
import { discovered } from "../triggers/conditions/discovered.ts";
import { latestAction } from "../triggers/conditions/latest-action.ts";
import { defineTrigger, type Trigger, type TriggerDefinition } from "../triggers/trigger.ts";

export const SAMPLE_PAGE = "/projects";

/** The bulk-edit story, as small as it can be told. */
export const samplePath: GoldenPath = defineGoldenPath({
  id: "projects-bulk-edit",
  title: "Edit many projects at once",
  page: [SAMPLE_PAGE],
  steps: [
    {
      id: "open-options",
      title: "Open table options",
      description: "Click **Table options**.",
      target: { selectors: ["#projects-table-options"] },
    },
    {
      id: "apply",
      title: "Apply",
      description: "Click **Apply to N**.",
      target: { selectors: ["#bulk-apply"] },
    },
  ],
  goal: "All selected projects are updated at once.",
});

/** Three saves on the list page within two minutes, bulk edit not yet found. Fields can be overridden. */
export function sampleTrigger(overrides: Partial<TriggerDefinition> = {}): Trigger {
  return defineTrigger({
    id: "bulk_edit_opportunity",
    page: SAMPLE_PAGE,
    when: all(
      countWithin({ type: "click", label: "save changes", page: SAMPLE_PAGE, atLeast: 3, withinS: 120 }),
      latestAction({ page: SAMPLE_PAGE }),
      not(discovered({ label: ["bulk edit", "apply to"] })),
    ),
    until: discovered({ type: "click", label: "apply to" }),
    howTo: samplePath,
    offer: { body: "Updating projects one by one? Want me to show you bulk edit?" },
    ...overrides,
  });
}

export function sampleRules(
  policy: Partial<GatePolicy> = {},
  triggers: readonly Trigger[] = [sampleTrigger()],
): EngineRules {
  return compileRules(triggers, policy);
}
