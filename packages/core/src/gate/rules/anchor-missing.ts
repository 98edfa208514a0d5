import type { GateRule } from "../gate.ts";

/** The control the help points at is not on the page. Held only when the page says so: it may not have looked. */
export const anchorMissing: GateRule = ({ trigger, missingAnchors }) =>
  trigger.anchor !== undefined && missingAnchors.includes(trigger.anchor) ? { reason: "anchor_missing" } : undefined;
