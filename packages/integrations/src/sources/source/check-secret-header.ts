import type { Collector } from "./collector.ts";
import { secretMatches } from "./signature.ts";
import type { SourceRequest } from "./source.ts";

/** Whether `Authorization` carries the secret, with or without `Bearer`; notes the problem when it does not. */
export function checkSecretHeader({ headers }: SourceRequest, secret: string, found: Collector): boolean {
  const given = headers.authorization;
  if (given === undefined || given === "") {
    found.problem("signature_missing", "Send the secret as Authorization: Bearer.");
    return false;
  }
  if (secretMatches(secret, given.replace(/^Bearer\s+/i, ""))) return true;
  found.problem("signature_invalid", "Authorization does not carry this product's secret.");
  return false;
}
