import { missedStep } from "../conditions/missed-step.ts";
import type { Builtin } from "./builtin.ts";

export interface SkippedStepParams {
  readonly path: string;
  readonly step?: string;
}

/** Going on without a step that is needed. */
export const skippedStep: Builtin<SkippedStepParams> = {
  id: "skipped_step",
  title: "Step left out",
  description: "A later step of a path was done while a required one is missing. Optional steps never count.",
  parameters: {
    path: { type: "text", required: true, description: "Id of the golden path." },
    step: { type: "text", description: "Id of the step that must be missing; any required one when left out." },
  },
  defaultBody: "One step is still missing. Want me to show you which?",
  when: ({ path, step }) => missedStep(path, step),
};
