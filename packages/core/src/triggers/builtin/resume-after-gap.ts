import { all } from "../condition.ts";
import { awayFor } from "../conditions/away-for.ts";
import { workflowIs } from "../conditions/workflow-is.ts";
import type { Builtin } from "./builtin.ts";

export interface ResumeAfterGapParams {
  readonly workflow: string;
  readonly awayDays: number;
}

/** Returning to unfinished work. */
export const resumeAfterGap: Builtin<ResumeAfterGapParams> = {
  id: "resume_after_gap",
  title: "Back after a break",
  description: "The user returns after three days or more with a workflow begun and not finished.",
  parameters: {
    workflow: { type: "text", required: true, description: "The workflow, as memory knows it." },
    awayDays: { type: "number", default: 3, min: 0.01, max: 365, description: "Days since the session before." },
  },
  defaultBody: "Welcome back. Want to pick up where you left off?",
  when: ({ workflow, awayDays }) => all(awayFor({ days: awayDays }), workflowIs(workflow, "in_progress")),
};
