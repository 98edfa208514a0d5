import { measureQuickBack, type QuickBackParams } from "../../signals/quick-back.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

/** Opening a page and leaving it at once. */
export const quickBack: Builtin<QuickBackParams> = {
  id: "quick_back",
  title: "Wrong turn",
  description:
    "The user goes to a page and returns after less than 5 active seconds without having changed anything there. Two tabs side by side do not count.",
  parameters: {
    underS: {
      type: "number",
      default: 5,
      min: 1,
      max: 60,
      description: "A stay shorter than this was a wrong turn: active seconds.",
    },
    freshS: {
      type: "number",
      default: 10,
      min: 1,
      max: 300,
      description: "How long after the return it stays worth an offer.",
    },
  },
  defaultBody: "Not what you were looking for? I can point you there.",
  when: (params) =>
    measured(`straight back after less than ${params.underS} s elsewhere`, (actions, now) =>
      measureQuickBack(actions, now, params),
    ),
};
