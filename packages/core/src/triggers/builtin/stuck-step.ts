import { stuckAtStep } from "../conditions/stuck-at-step.ts";
import type { Builtin } from "./builtin.ts";

export interface StuckStepParams {
  readonly path: string;
  readonly stuckS: number;
  readonly minActions: number;
}

/** Trying and getting no further. */
export const stuckStep: Builtin<StuckStepParams> = {
  id: "stuck_step",
  title: "Stuck at a step",
  description:
    "The user is at one step of a path for more than 60 active seconds and keeps trying: fewer than three actions are reading.",
  parameters: {
    path: { type: "text", required: true, description: "Id of the golden path." },
    stuckS: { type: "number", default: 60, min: 5, max: 1800, description: "Active time at one step." },
    minActions: {
      type: "integer",
      default: 3,
      min: 0,
      max: 200,
      description: "Actions since the step before; fewer are reading.",
    },
  },
  defaultBody: "Stuck on this step? Let me show you the next one.",
  // Who is stuck is helped at once or not at all: half a minute later the moment has passed.
  deferS: 20,
  when: ({ path, stuckS, minActions }) => stuckAtStep({ path, forS: stuckS, minActions }),
};
