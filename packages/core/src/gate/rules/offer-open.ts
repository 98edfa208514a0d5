import { openOffer } from "../attention.ts";
import type { GateRule } from "../gate.ts";

/** One open offer per person, in whichever session it is (S1). */
export const offerOpen: GateRule = ({ attention, now }) => {
  const open = openOffer(attention, now);
  return open === null ? undefined : { reason: "offer_open", until: open.expiresAt };
};
