import { measureRageClick, type RageClickParams } from "../../signals/rage-click.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

/** Clicking again and again because nothing happens. */
export const rageClick: Builtin<RageClickParams> = {
  id: "rage_click",
  title: "Rage clicks",
  description:
    "Several quick clicks on one control in one place. Quiet on steppers, pagers, calendars, editors and canvases, and when a click selected text, dragged or scrolled.",
  parameters: {
    clicks: { type: "integer", default: 4, min: 2, max: 20, description: "Clicks on one control that make rage." },
    deadClicks: {
      type: "integer",
      default: 3,
      min: 2,
      max: 20,
      description: "The same when none of them had an effect.",
    },
    withinMs: { type: "integer", default: 1000, min: 200, max: 5000, description: "Length of the sliding window." },
    boxPx: {
      type: "integer",
      default: 50,
      min: 1,
      max: 1000,
      description: "Greatest width and height of the box around the clicks.",
    },
    freshS: {
      type: "number",
      default: 10,
      min: 1,
      max: 300,
      description: "How long it stays worth an offer, and counts once.",
    },
    ignore: { type: "texts", default: [], description: "Labels on which quick clicks are normal in this product." },
  },
  defaultBody: "That control seems stuck. Want me to show you how this works?",
  detectors: true,
  when: (params) =>
    measured(`${params.clicks} clicks on one control within ${params.withinMs} ms`, (actions, now) =>
      measureRageClick(actions, now, params),
    ),
};
