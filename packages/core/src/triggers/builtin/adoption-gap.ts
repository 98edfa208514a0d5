import { all } from "../condition.ts";
import { accountOlderThan } from "../conditions/account-older-than.ts";
import { workflowIs } from "../conditions/workflow-is.ts";
import type { Builtin } from "./builtin.ts";

export interface AdoptionGapParams {
  readonly workflow: string;
  readonly accountDays: number;
}

/** A key workflow that was never begun. */
export const adoptionGap: Builtin<AdoptionGapParams> = {
  id: "adoption_gap",
  title: "Never tried",
  description:
    "A workflow the user never touched although the account is older than a week, while they are on a page where it begins.",
  parameters: {
    workflow: { type: "text", required: true, description: "The workflow, as memory knows it." },
    accountDays: { type: "number", default: 7, min: 0, max: 3650, description: "Least age of the account, days." },
  },
  defaultBody: "You haven’t tried this yet. Want a one-minute tour?",
  when: ({ workflow, accountDays }) => all(workflowIs(workflow, "untouched"), accountOlderThan({ days: accountDays })),
};
