import type { GateRule } from "../gate.ts";

/** Offers open only from `thinking` (S2): never into a chat, a tour or another offer, nor between the user and a person. */
export const wrongState: GateRule = ({ agent, busy, handover }) => {
  if (handover === true) return { reason: "wrong_state", detail: "a person is in the conversation" };
  return busy || agent.name !== "thinking" ? { reason: "wrong_state" } : undefined;
};
