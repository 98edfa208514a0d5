import { createHash } from "node:crypto";
import type { EpochMs } from "@usher/core";
import type { Sealer } from "../ports/sealer.ts";
import type { StreamLog } from "../ports/stream-log.ts";
import type { WebhookEndpointRecord, WebhookStore } from "../ports/webhook-store.ts";
import { openSecrets } from "./endpoint-secrets.ts";

/** An endpoint that the configuration names. */
export interface DeclaredEndpoint {
  readonly productId: string;
  readonly url: string;
  /** Left out: the product's own webhook secrets sign. */
  readonly secret?: string;
}

/** Ids by which declared endpoints are known again. */
const DECLARED_PREFIX = "we_config_";

interface Dependencies {
  readonly webhooks: WebhookStore;
  readonly stream: Pick<StreamLog, "head">;
  readonly sealer: Sealer;
  readonly now: EpochMs;
}

/**
 * Makes the stored endpoints those that are declared; others, made by administrators, stay as they are. One that is known
 * keeps its place in the stream; a new one begins with what happens from now on. To be called before the dispatcher starts.
 */
export async function syncDeclaredEndpoints(
  declared: readonly DeclaredEndpoint[],
  { webhooks, stream, sealer, now }: Dependencies,
): Promise<void> {
  const stored = (await webhooks.listEndpoints()).filter(({ endpointId }) => endpointId.startsWith(DECLARED_PREFIX));
  const wanted = new Set(declared.map(idOf));
  for (const { productId, endpointId } of stored) {
    if (!wanted.has(endpointId)) await webhooks.deleteEndpoint(productId, endpointId);
  }
  for (const endpoint of declared) {
    const known = stored.find(({ endpointId }) => endpointId === idOf(endpoint));
    if (known !== undefined && hasSecret(known, endpoint.secret, sealer, now)) continue;
    const { productId, url, secret } = endpoint;
    await webhooks.saveEndpoint({
      productId,
      endpointId: idOf(endpoint),
      url,
      cursor: known?.cursor ?? (await stream.head(productId)),
      status: known?.status ?? "enabled",
      disabledReason: known?.disabledReason ?? null,
      failingSince: known?.failingSince ?? null,
      lastSuccessAt: known?.lastSuccessAt ?? null,
      createdAt: known?.createdAt ?? now,
      secrets: secret === undefined ? [] : [{ sealed: sealer.seal(secret), expiresAt: null }],
    });
  }
}

/** Whether what signs is what is configured. A configured secret replaces one that administrators have made meanwhile. */
function hasSecret(known: WebhookEndpointRecord, secret: string | undefined, sealer: Sealer, now: EpochMs): boolean {
  if (secret === undefined) return true;
  try {
    return openSecrets(known, sealer, now)[0] === secret;
  } catch {
    return false;
  }
}

function idOf({ productId, url }: DeclaredEndpoint): string {
  const digest = createHash("sha256").update(`${productId}\u0000${url}`).digest("base64url");
  return `${DECLARED_PREFIX}${digest.slice(0, 20).replaceAll("-", "_")}`;
}
