import type { GateRule } from "../gate.ts";
import { hashShare } from "../hash-share.ts";

/**
 * The user belongs to the share who is never offered anything, so that help can be compared with no help. Only named
 * users: an unnamed visitor would change sides by signing in.
 */
export const holdout: GateRule = ({ context, policy }) =>
  context.userId !== undefined && hashShare(`${policy.holdoutSalt}\n${context.userId}`) < policy.holdoutShare
    ? { reason: "holdout" }
    : undefined;
