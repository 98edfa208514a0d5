import { secretMatches } from "../../sources/source/signature.ts";
import type { Proof } from "./inbound.ts";
import { refuse } from "./refuse.ts";

const PASSED: Proof = { ok: true };

/** Whether a header or parameter carries the secret. `where` names it for people, e.g. `X-API-Key`. */
export function checkSharedSecret(given: string | undefined, secret: unknown, where: string): Proof {
  if (given === undefined || given === "") return refuse("signature_missing", `${where} is missing.`);
  return typeof secret === "string" && secretMatches(secret, given)
    ? PASSED
    : refuse("signature_invalid", `${where} does not carry this product's secret.`);
}

/** The same for `Authorization: <scheme> <secret>`. */
export function checkAuthorization(header: string | undefined, scheme: "Bearer" | "Token", secret: unknown): Proof {
  const [, given] = new RegExp(`^${scheme}\\s+(\\S+)\\s*$`, "i").exec(header ?? "") ?? [];
  if (header !== undefined && header !== "" && given === undefined) {
    return refuse("signature_invalid", `Authorization is not of the form "${scheme} …".`);
  }
  return checkSharedSecret(given, secret, "Authorization");
}
