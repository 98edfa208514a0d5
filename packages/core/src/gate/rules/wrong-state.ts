import type { GateRule } from "../gate.ts";

/** Offers open only from `thinking` (S2): never into a chat, a tour or another offer. */
export const wrongState: GateRule = ({ agent, busy }) =>
  busy || agent.name !== "thinking" ? { reason: "wrong_state" } : undefined;
