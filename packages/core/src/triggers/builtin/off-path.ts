import { strayedFrom } from "../conditions/strayed-from.ts";
import type { Builtin } from "./builtin.ts";

export interface OffPathParams {
  readonly path: string;
  readonly cost: number;
  readonly fitness: number;
}

/** Leaving a path that was being followed. */
export const offPath: Builtin<OffPathParams> = {
  id: "off_path",
  title: "Off the path",
  description:
    "The user followed a path and then left it: two or more steps left out or actions that are none of it. Who never followed it did not leave it.",
  parameters: {
    path: { type: "text", required: true, description: "Id of the golden path." },
    cost: {
      type: "integer",
      default: 2,
      min: 1,
      max: 50,
      description: "Steps left out plus actions that are none of the path’s.",
    },
    fitness: {
      type: "number",
      default: 0.6,
      min: 0,
      max: 1,
      description: "How well the session fitted the path before.",
    },
  },
  defaultBody: "There’s a shorter way to do this. Want to see it?",
  when: (params) => strayedFrom(params),
};
