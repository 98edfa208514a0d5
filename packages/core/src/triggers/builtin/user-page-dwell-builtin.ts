import { dwell } from "../conditions/dwell.ts";
import type { Builtin } from "./builtin.ts";
import { DEFAULT_DWELL_BODY, TRIGGER_ID_USER_PAGE_DWELL } from "./proactive-trigger-ids.ts";
import { DEFAULT_DWELL_MAX_ACTIONS, DEFAULT_DWELL_THRESHOLD_S } from "./user-page-dwell.ts";

export interface UserPageDwellParams {
  readonly thresholdS: number;
  readonly maxActions: number;
  readonly awayCounts: boolean;
}

/** Staying without doing much. */
export const userPageDwell: Builtin<UserPageDwellParams> = {
  id: TRIGGER_ID_USER_PAGE_DWELL,
  title: "Lingering on a page",
  description:
    "The user is on one page for 60 s and does little there. It fires at that very moment although nothing happens; a hidden tab does not count.",
  parameters: {
    thresholdS: {
      type: "number",
      default: DEFAULT_DWELL_THRESHOLD_S,
      min: 1,
      max: 1800,
      description: "Time on the page.",
    },
    maxActions: {
      type: "integer",
      default: DEFAULT_DWELL_MAX_ACTIONS,
      min: 1,
      max: 200,
      description: "More actions than this are exploration; arriving is the first.",
    },
    awayCounts: {
      type: "boolean",
      default: true,
      description: "Count time without any input: lingering is what produces none.",
    },
  },
  defaultBody: DEFAULT_DWELL_BODY,
  when: ({ thresholdS, maxActions, awayCounts }) => dwell({ forS: thresholdS, maxActions, awayCounts }),
};
