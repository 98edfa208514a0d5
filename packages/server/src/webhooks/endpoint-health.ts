import type { EpochMs } from "@usher/core";
import type { WebhookEndpointRecord } from "../ports/webhook-store.ts";

/** An endpoint that takes nothing for so long has been forgotten by its owner. */
export const DISABLE_AFTER_MS: number = 5 * 24 * 3_600_000;
/** Each success is not worth a write. */
const SUCCESS_RESOLUTION_MS = 60_000;

/** The endpoint after a delivery succeeded; the same object when there is nothing to write. */
export function afterSuccess(endpoint: WebhookEndpointRecord, now: EpochMs): WebhookEndpointRecord {
  const { lastSuccessAt, failingSince } = endpoint;
  if (failingSince === null && lastSuccessAt !== null && now - lastSuccessAt < SUCCESS_RESOLUTION_MS) return endpoint;
  return { ...endpoint, failingSince: null, lastSuccessAt: now };
}

/** The endpoint after an attempt failed; the same object when there is nothing to write. */
export function afterFailure(endpoint: WebhookEndpointRecord, now: EpochMs): WebhookEndpointRecord {
  const { failingSince } = endpoint;
  if (failingSince === null) return { ...endpoint, failingSince: now };
  if (now - failingSince < DISABLE_AFTER_MS) return endpoint;
  return disabled(endpoint, "nothing was delivered for five days");
}

export function disabled(endpoint: WebhookEndpointRecord, reason: string): WebhookEndpointRecord {
  return endpoint.status === "disabled" ? endpoint : { ...endpoint, status: "disabled", disabledReason: reason };
}

export function enabled(endpoint: WebhookEndpointRecord): WebhookEndpointRecord {
  return { ...endpoint, status: "enabled", disabledReason: null, failingSince: null };
}
