import { UsherError } from "@usher/core";
import type { ActionsPayload, SummaryPayload } from "@usher/core/documented";
import { checkCount, checkLimit } from "../check-limit.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { OnMetric } from "../metric.ts";
import { safeCallback } from "../safe-callback.ts";
import { type DeliveryLog, InMemoryDeliveryLog } from "./delivery-log.ts";
import type { WebhookScheme } from "./verify-webhook.ts";

export interface WebhookReceiverOptions {
  /** The product's webhook secret; two of them while it is being replaced. Blank is refused, not "no check". */
  readonly secret?: string | readonly string[];
  /**
   * Accept everything, signed or not. Only where something in front of this process has checked the signature.
   * Excludes `secret`.
   */
  readonly acceptUnsigned?: boolean;
  /** Default both; `["standard"]` refuses senders that sign without a timestamp. */
  readonly schemes?: readonly WebhookScheme[];
  /** How far the sender's clock may be off, either way. Default 300,000 (5 minutes). */
  readonly toleranceMs?: number;
  /**
   * Oldest `forwarded_at` of a payload signed without a timestamp; null for any age. Default 24 hours: as long as its
   * repeats are recognised.
   */
  readonly maxAgeMs?: number | null;
  /** Default 1,000,000. */
  readonly maxBodyBytes?: number;
  readonly deliveries?: DeliveryLog;
  readonly onActions?: (payload: ActionsPayload) => unknown;
  readonly onSummary?: (payload: SummaryPayload) => unknown;
  /** A signed payload of another type, as it came. */
  readonly onOther?: (data: Readonly<Record<string, unknown>>) => unknown;
  readonly onMetric?: OnMetric;
  readonly clock?: Clock;
}

export interface WebhookSettings {
  /** Empty only when unsigned webhooks are accepted on purpose. */
  readonly secrets: readonly string[];
  readonly schemes: readonly WebhookScheme[];
  readonly toleranceMs: number;
  readonly maxAgeMs: number;
  readonly maxBodyBytes: number;
  readonly deliveries: DeliveryLog;
  readonly onMetric: OnMetric;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;

/** Throws UsherError `webhook_secret_missing` or `option_invalid`. */
export function completeWebhookOptions(options: WebhookReceiverOptions): WebhookSettings {
  const secrets = [options.secret ?? []].flat();
  const unsigned = options.acceptUnsigned === true;
  if (
    secrets.some((secret) => typeof secret !== "string" || secret.trim() === "") ||
    (!unsigned && secrets.length === 0)
  )
    throw new UsherError("webhook_secret_missing", "secret must not be empty: without it anybody could send", {
      path: "secret",
    });
  if (unsigned && secrets.length > 0)
    throw new UsherError("option_invalid", "acceptUnsigned and secret exclude each other", { path: "acceptUnsigned" });
  const maxAgeMs = options.maxAgeMs === undefined ? DAY_MS : (options.maxAgeMs ?? Number.POSITIVE_INFINITY);
  return {
    secrets,
    schemes: options.schemes ?? ["standard", "connector"],
    toleranceMs: checkLimit("toleranceMs", options.toleranceMs ?? 300_000, 0),
    maxAgeMs,
    maxBodyBytes: checkCount("maxBodyBytes", options.maxBodyBytes ?? 1_000_000, 1),
    deliveries: options.deliveries ?? new InMemoryDeliveryLog(),
    onMetric: safeCallback(options.onMetric),
    clock: options.clock ?? systemClock,
  };
}
