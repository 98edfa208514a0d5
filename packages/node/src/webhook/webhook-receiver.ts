import { UsherError } from "@usher/core";
import type { AnyPayload } from "@usher/core/documented";
import { parseStreamFrame, type StreamFrame } from "../stream/stream-frame.ts";
import { bodyDigest } from "./signatures.ts";
import { verifyWebhook, type WebhookVerdict } from "./verify-webhook.ts";
import type { WebhookHeaders } from "./webhook-headers.ts";
import { completeWebhookOptions, type WebhookReceiverOptions, type WebhookSettings } from "./webhook-options.ts";
import type { WebhookOutcome } from "./webhook-outcome.ts";

/** What a genuine body may hold. */
type Readable = Extract<StreamFrame, { type: "payload" | "other" }>;

/**
 * Receives pushed payloads: checks the signature, turns away recordings, recognises repeats, and calls the handlers.
 * Closed by default: without a secret it cannot be made. One delivery has one effect, as long as its handlers
 * succeed; when one throws, the sender is asked to try again.
 */
export class WebhookReceiver {
  readonly #options: WebhookReceiverOptions;
  readonly #settings: WebhookSettings;

  /** Throws UsherError `webhook_secret_missing` or `option_invalid`. */
  constructor(options: WebhookReceiverOptions) {
    this.#options = options;
    this.#settings = completeWebhookOptions(options);
  }

  /** Bytes a body may have; adapters stop reading there. */
  get maxBodyBytes(): number {
    return this.#settings.maxBodyBytes;
  }

  /** Whether this exact body may be trusted. `headers` may also be the value of `X-Connector-Signature`. */
  verify(body: Uint8Array | string, headers: WebhookHeaders | string | null): boolean {
    return this.#verify(toBytes(body), headers).type === "genuine";
  }

  /** The payload in a body; null when it is not JSON, not a payload, or of a type this version does not know. */
  parse(body: Uint8Array | string): AnyPayload | null {
    const frame = readBody(toBytes(body));
    return frame.type === "payload" ? frame.payload : null;
  }

  /** Takes one delivery. The body must be the bytes as they were received. Never throws. */
  async handle(body: Uint8Array | string, headers: WebhookHeaders | string | null): Promise<WebhookOutcome> {
    const outcome = await this.#take(toBytes(body), headers);
    this.#settings.onMetric({ type: "webhook-received", outcome: outcome.type });
    return outcome;
  }

  async #take(body: Uint8Array, headers: WebhookHeaders | string | null): Promise<WebhookOutcome> {
    if (body.length > this.#settings.maxBodyBytes) return { type: "rejected", reason: "too_large" };
    const verdict = this.#verify(body, headers);
    if (verdict.type === "rejected") return verdict;
    const frame = readBody(body);
    if (frame.type !== "payload" && frame.type !== "other") return { type: "unreadable" };
    const hasMoment = verdict.scheme === "standard";
    if (!hasMoment && this.#isTooOld(frame)) return { type: "rejected", reason: "timestamp_out_of_range" };
    // The body's digest is noted in any case: a recording without its headers must be recognised as well.
    const digest = bodyDigest(body);
    const ids = verdict.id === null ? [digest] : [`id:${verdict.id}`];
    try {
      return await this.#once(ids, [digest], frame);
    } catch (cause) {
      const payload = frame.type === "payload" ? frame.payload : null;
      return { type: "failed", payload, error: new UsherError("handler_failed", "the delivery failed", { cause }) };
    }
  }

  async #once(ids: readonly string[], also: readonly string[], frame: Readable): Promise<WebhookOutcome> {
    const { deliveries, clock, onMetric } = this.#settings;
    const begun = await deliveries.begin(ids, clock.now());
    if (begun !== "new") return { type: begun === "seen" ? "duplicate" : "busy" };
    try {
      await this.#callHandler(frame);
    } catch (cause) {
      const [eventType, sessionId] = frame.type === "payload" ? told(frame.payload) : [frame.name, null];
      onMetric({ type: "handler-failed", eventType, sessionId });
      await deliveries.forget(ids);
      throw cause;
    }
    await deliveries.finish(ids, also, clock.now());
    return frame.type === "payload" ? { type: "handled", payload: frame.payload } : { type: "ignored" };
  }

  async #callHandler(frame: Readable): Promise<void> {
    const { onActions, onSummary, onOther } = this.#options;
    if (frame.type === "other") await onOther?.(frame.data);
    else if (frame.payload.type === "actions") await onActions?.(frame.payload);
    else await onSummary?.(frame.payload);
  }

  #verify(body: Uint8Array, headers: WebhookHeaders | string | null): WebhookVerdict {
    const { secrets, schemes, toleranceMs, clock } = this.#settings;
    if (secrets.length === 0) return { type: "genuine", scheme: "standard", id: null };
    const given = typeof headers === "string" ? { "x-connector-signature": headers } : (headers ?? {});
    return verifyWebhook(body, given, { secrets, schemes, toleranceMs, now: clock.now() });
  }

  #isTooOld(frame: StreamFrame): boolean {
    if (frame.type !== "payload" || frame.payload.forwardedAtS === 0) return false;
    return this.#settings.clock.now() - frame.payload.forwardedAtS * 1_000 > this.#settings.maxAgeMs;
  }
}

function told(payload: AnyPayload): [eventType: string, sessionId: string | null] {
  return [payload.type, payload.sessionId];
}

function toBytes(body: Uint8Array | string): Uint8Array {
  return typeof body === "string" ? Buffer.from(body, "utf8") : body;
}

function readBody(body: Uint8Array): StreamFrame {
  try {
    return parseStreamFrame(undefined, new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return { type: "unusable", reason: "not_json" };
  }
}
