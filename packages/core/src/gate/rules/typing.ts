import { SECOND_MS } from "../../ids.ts";
import { deferralAt } from "../deferral.ts";
import type { GateRule } from "../gate.ts";

/**
 * Never into a sentence or a drag. The proposal waits for the next pause and is offered there if it still holds; one
 * that waited too long is dropped, and its trigger rests for as long as after an offer nobody saw.
 */
export const typing: GateRule = ({ typingUntil, deferral, trigger, policy, now }) => {
  const state = deferralAt(deferral, trigger, policy, now);
  if (state?.type === "dropped") return { reason: "typing", until: state.rearmAt };
  if (typingUntil <= now) return undefined;
  const dropAt = state?.dropAt ?? now + (trigger.deferS ?? policy.deferS) * SECOND_MS;
  // After `dropAt` the engine gives the proposal up; until then the pause, if it comes first, is the next look.
  return { reason: "typing", until: dropAt > now ? Math.min(typingUntil, dropAt) : typingUntil };
};
