import type { EpochMs } from "@usher/core";
import { isConnectorSignature, isStandardSignature } from "./signatures.ts";
import { readHeader, type WebhookHeaders } from "./webhook-headers.ts";
import type { WebhookRejection } from "./webhook-outcome.ts";

/** `standard`: the Standard Webhooks headers. `connector`: `X-Connector-Signature` alone. */
export type WebhookScheme = "standard" | "connector";

export interface VerifyWebhookOptions {
  readonly secrets: readonly string[];
  readonly schemes: readonly WebhookScheme[];
  /** How far the sender's clock may be off, either way. */
  readonly toleranceMs: number;
  readonly now: EpochMs;
}

export type WebhookVerdict =
  | { readonly type: "genuine"; readonly scheme: WebhookScheme; readonly id: string | null }
  | { readonly type: "rejected"; readonly reason: WebhookRejection };

const STANDARD_HEADERS = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;
const SECONDS = /^\d{1,15}$/;

/**
 * Says whether a webhook comes from a holder of the secret. Once one Standard Webhooks header is there, all of them
 * must be right: damaging them must not lead to the scheme without a timestamp.
 */
export function verifyWebhook(
  body: Uint8Array,
  headers: WebhookHeaders,
  options: VerifyWebhookOptions,
): WebhookVerdict {
  const [id, timestamp, signature] = STANDARD_HEADERS.map((name) => readHeader(headers, name));
  const isStandard = id !== undefined || timestamp !== undefined || signature !== undefined;
  if (isStandard && options.schemes.includes("standard")) {
    if (!id || !timestamp || !signature) return rejected("signature_missing");
    if (!SECONDS.test(timestamp)) return rejected("timestamp_invalid");
    if (!isStandardSignature(options.secrets, { id, timestamp, body }, signature)) return rejected("signature_invalid");
    if (Math.abs(options.now - Number(timestamp) * 1_000) > options.toleranceMs)
      return rejected("timestamp_out_of_range");
    return { type: "genuine", scheme: "standard", id };
  }
  const header = readHeader(headers, "x-connector-signature");
  if (!header || !options.schemes.includes("connector")) return rejected("signature_missing");
  return isConnectorSignature(options.secrets, body, header)
    ? { type: "genuine", scheme: "connector", id: null }
    : rejected("signature_invalid");
}

function rejected(reason: WebhookRejection): WebhookVerdict {
  return { type: "rejected", reason };
}
