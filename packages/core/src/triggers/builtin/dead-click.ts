import { type DeadClickParams, measureDeadClick } from "../../signals/dead-click.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

/** Clicking on what does nothing. */
export const deadClick: Builtin<DeadClickParams> = {
  id: "dead_click",
  title: "Dead clicks",
  description:
    "A click on something that looks interactive and that nothing answers within 2.5 s. The page finds it: links, downloads, modifier keys and text fields are left out, and any change, request, scroll or focus is a sign of life.",
  parameters: {
    atLeast: { type: "integer", default: 1, min: 1, max: 20, description: "Dead clicks on one control." },
    withinS: { type: "number", default: 30, min: 1, max: 600, description: "Length of the window." },
  },
  defaultBody: "That doesn’t do anything here. Want me to show you what does?",
  detectors: true,
  when: (params) =>
    measured(
      `at least ${params.atLeast} clicks without effect on one control within ${params.withinS} s`,
      (actions, now) => measureDeadClick(actions, now, params),
    ),
};
