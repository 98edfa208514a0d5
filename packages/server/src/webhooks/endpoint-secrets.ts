import type { EpochMs } from "@usher/core";
import type { SealedSecret } from "../ports/product-store.ts";
import type { Sealer } from "../ports/sealer.ts";
import type { WebhookEndpointRecord } from "../ports/webhook-store.ts";

/** How long the older secret signs beside the new one. */
export const OVERLAP_MS: number = 24 * 3_600_000;
/** The new one and its predecessor. */
const MAX_LIVE = 2;

/** Secrets in force, newest first, in the clear. Throws `secret_unreadable`. */
export function openSecrets(
  { secrets }: Pick<WebhookEndpointRecord, "secrets">,
  sealer: Sealer,
  now: EpochMs,
): readonly string[] {
  return secrets.filter((secret) => isLive(secret, now)).map(({ sealed }) => sealer.open(sealed));
}

/** With a new secret in front; those in force until now end with the overlap. */
export function rotated(endpoint: WebhookEndpointRecord, sealed: string, now: EpochMs): WebhookEndpointRecord {
  const older = endpoint.secrets
    .filter((secret) => isLive(secret, now))
    .slice(0, MAX_LIVE - 1)
    .map((secret) => ({
      ...secret,
      expiresAt: Math.min(secret.expiresAt ?? Number.POSITIVE_INFINITY, now + OVERLAP_MS),
    }));
  return { ...endpoint, secrets: [{ sealed, expiresAt: null }, ...older] };
}

function isLive({ expiresAt }: SealedSecret, now: EpochMs): boolean {
  return expiresAt === null || expiresAt > now;
}
