import { type FormAbandonParams, measureFormAbandon } from "../../signals/form-abandon.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

/** Leaving a form half filled in. */
export const formAbandon: Builtin<FormAbandonParams> = {
  id: "form_abandon",
  title: "Abandoned form",
  description:
    "Fields were edited and the form was not sent: the user left the page, closed the dialog or did nothing for 60 s in front of it. Search boxes and filters are left out, a button that saves counts as sending.",
  parameters: {
    minFields: { type: "integer", default: 1, min: 1, max: 50, description: "Edited fields of one form." },
    idleS: {
      type: "number",
      default: 60,
      min: 5,
      max: 1800,
      description: "Time in front of the form without doing anything.",
    },
    freshS: {
      type: "number",
      default: 30,
      min: 1,
      max: 600,
      description: "How long after leaving it stays worth an offer.",
    },
  },
  defaultBody: "Didn’t finish? I can walk you through the rest.",
  detectors: true,
  when: (params) =>
    measured(`at least ${params.minFields} edited fields left behind`, (actions, now) =>
      measureFormAbandon(actions, now, params),
    ),
};
