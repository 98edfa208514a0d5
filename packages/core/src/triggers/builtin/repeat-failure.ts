import type { Action } from "../../actions/action.ts";
import { matchAnyPage } from "../../actions/match-page.ts";
import { measureRepeatFailure } from "../../signals/repeat-failure.ts";
import { type ActionFilter, actionFilter } from "../action-filter.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

export interface RepeatFailureParams {
  readonly success: ActionFilter;
  readonly failure?: ActionFilter;
  /** Pages of the workflow; every page when left out. */
  readonly workflow?: readonly string[];
  readonly atLeast: number;
  readonly withinS: number;
  readonly debounceMs: number;
}

/** Failing at the same thing. */
export const repeatFailure: Builtin<RepeatFailureParams> = {
  id: "repeat_failure",
  title: "Failing again and again",
  description:
    "Three failures in a row in one workflow: errors, failed requests, refused fields, or what the product names. One success starts the count anew; failures within one second are one.",
  parameters: {
    success: { type: "action", required: true, description: "What success looks like; it starts the count anew." },
    failure: { type: "action", description: "What counts as a failure besides errors and refused fields." },
    workflow: { type: "texts", description: "Page patterns of the workflow; every page when left out." },
    atLeast: { type: "integer", default: 3, min: 2, max: 20, description: "Failures in a row." },
    withinS: { type: "number", default: 600, min: 10, max: 1800, description: "Length of the window." },
    debounceMs: {
      type: "integer",
      default: 1000,
      min: 0,
      max: 10000,
      description: "Failures closer than this to the latest that counted are part of it.",
    },
  },
  defaultBody: "This keeps failing. Want me to walk you through it?",
  detectors: true,
  when({ success, failure, workflow = [], ...options }) {
    const isSuccess = actionFilter(success);
    const isFailure = failure === undefined ? undefined : actionFilter(failure);
    const isPart = (action: Action): boolean => matchAnyPage(workflow, action.url);
    return measured(`at least ${options.atLeast} failures in a row within ${options.withinS} s`, (actions, now) =>
      measureRepeatFailure(actions, now, { isSuccess, isFailure, isPart, ...options }),
    );
  },
};
