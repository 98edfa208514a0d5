import type { GateRule } from "../gate.ts";

/** The person turned offers off. */
export const optedOut: GateRule = ({ attention }) => (attention.dial === "off" ? { reason: "opted_out" } : undefined);
