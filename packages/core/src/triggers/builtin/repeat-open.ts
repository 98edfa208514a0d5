import { measureRepeatOpen } from "../../signals/repeat-open.ts";
import { type ActionFilter, actionFilter, describeFilter } from "../action-filter.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

export interface RepeatOpenParams {
  readonly open: ActionFilter;
  readonly done: ActionFilter;
  readonly atLeast: number;
  readonly withinS: number;
  readonly debounceMs: number;
}

/** Opening a step and never finishing it. */
export const repeatOpen: Builtin<RepeatOpenParams> = {
  id: "repeat_open",
  title: "Opened again and again",
  description:
    "The same step is opened three times within two minutes and never completed. One completion in the window keeps it quiet; reports of one opening within 50 ms count once.",
  parameters: {
    open: { type: "action", required: true, description: "What opening the step looks like." },
    done: { type: "action", required: true, description: "What completing it looks like." },
    atLeast: { type: "integer", default: 3, min: 2, max: 50, description: "Times it was opened." },
    withinS: { type: "number", default: 120, min: 5, max: 1800, description: "Length of the window." },
    debounceMs: {
      type: "integer",
      default: 50,
      min: 0,
      max: 5000,
      description: "Openings closer than this to the latest that counted are part of it.",
    },
  },
  defaultBody: "Trying to get this done? Let me show you the quickest way.",
  when({ open, done, ...options }) {
    const isOpen = actionFilter(open);
    const isDone = actionFilter(done);
    const words = `${describeFilter(open)} opened at least ${options.atLeast} times within ${options.withinS} s without ${describeFilter(done)}`;
    return measured(words, (actions, now) => measureRepeatOpen(actions, now, { isOpen, isDone, ...options }));
  },
};
