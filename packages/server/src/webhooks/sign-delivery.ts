import { createHmac, randomBytes } from "node:crypto";
import type { EpochMs } from "@usher/core";

/** How Standard Webhooks writes a secret: this prefix and base64 of the key. */
const SECRET_PREFIX = "whsec_";
const SECRET_BYTES = 32;

export function createWebhookSecret(): string {
  return `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;
}

export interface SignedDelivery {
  /** Secrets in force, newest first; at least one. */
  readonly secrets: readonly string[];
  /** `msg_…`, without a dot: the fields of what is signed could be shifted otherwise. */
  readonly id: string;
  /** Moment of this attempt. */
  readonly now: EpochMs;
  /** From 1. */
  readonly attempt: number;
  readonly body: string;
}

/**
 * The headers that prove where a delivery comes from, for both kinds of receiver: the Standard Webhooks headers, with a
 * signature by every secret, and `X-Connector-Signature`, which holds one. While a secret is being replaced the latter is
 * made with the newest at first and with the other at the next attempt, so that a receiver that knows either takes it.
 */
export function signDelivery(delivery: SignedDelivery): Readonly<Record<string, string>> {
  const { secrets, id, attempt, body } = delivery;
  const timestamp = String(Math.floor(delivery.now / 1_000));
  const standard = secrets.map((secret) => {
    const mac = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64");
    return `v1,${mac}`;
  });
  const single = secrets[(attempt - 1) % secrets.length] ?? "";
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": standard.join(" "),
    "x-connector-signature": `sha256=${createHmac("sha256", single).update(body).digest("hex")}`,
  };
}

function keyOf(secret: string): Buffer {
  return secret.startsWith(SECRET_PREFIX)
    ? Buffer.from(secret.slice(SECRET_PREFIX.length), "base64")
    : Buffer.from(secret, "utf8");
}
