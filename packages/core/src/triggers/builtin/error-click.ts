import { type ErrorClickParams, measureErrorClick } from "../../signals/error-click.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

/** Clicking and getting an error. */
export const errorClick: Builtin<ErrorClickParams> = {
  id: "error_click",
  title: "Clicks that end in an error",
  description:
    "A click followed by an error, a rejection or a newly refused field within 2 s, or by a failed request (HTTP 400 and above) that it started within 10 s. Clicks made by scripts are never blamed, nor is any for a request the page made by itself.",
  parameters: {
    atLeast: { type: "integer", default: 1, min: 1, max: 20, description: "Clicks that ended in an error." },
    withinS: {
      type: "number",
      default: 30,
      min: 1,
      max: 600,
      description: "Length of the window in which they are counted.",
    },
    errorWithinMs: {
      type: "integer",
      default: 2000,
      min: 100,
      max: 10000,
      description: "Longest time from the click to an error or a refused field.",
    },
    networkWithinMs: {
      type: "integer",
      default: 10000,
      min: 100,
      max: 60000,
      description: "Longest time from the click to the failure of a request it started.",
    },
  },
  defaultBody: "Something went wrong there. Want me to show you another way?",
  detectors: true,
  when: (params) =>
    measured(`at least ${params.atLeast} clicks that ended in an error within ${params.withinS} s`, (actions, now) =>
      measureErrorClick(actions, now, params),
    ),
};
