import type { GateRule } from "../gate.ts";

/** The user refused to be helped this way, or was to be asked first and has not answered. */
export const consent: GateRule = (input) =>
  input.consent === false || (input.consent === null && input.policy.requireConsent)
    ? { reason: "consent" }
    : undefined;
