import { type FieldStruggleParams, measureFieldStruggle } from "../../signals/field-struggle.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

/** Failing at one field. */
export const fieldStruggle: Builtin<FieldStruggleParams> = {
  id: "field_struggle",
  title: "Struggling with a field",
  description:
    "The same field is refused twice, or emptied and typed again three times. Solved fields, sent forms and search boxes are left out; nothing typed is ever read.",
  parameters: {
    invalidTimes: { type: "integer", default: 2, min: 1, max: 20, description: "Times the same field was refused." },
    retypedTimes: {
      type: "integer",
      default: 3,
      min: 1,
      max: 20,
      description: "Times the same field was emptied and typed again.",
    },
    withinS: { type: "number", default: 300, min: 10, max: 1800, description: "Length of the window." },
  },
  defaultBody: "That field is picky. Want me to show you what it expects?",
  detectors: true,
  when: (params) =>
    measured(`one field refused ${params.invalidTimes} times or retyped ${params.retypedTimes} times`, (actions, now) =>
      measureFieldStruggle(actions, now, params),
    ),
};
