import { UsherError } from "@usher/core";
import type { Clock } from "../ports/clock.ts";
import type { Sealer } from "../ports/sealer.ts";
import type { StreamLog } from "../ports/stream-log.ts";
import type { WebhookEndpointRecord, WebhookStore } from "../ports/webhook-store.ts";
import { type AttemptOutcome, describeOutcome, isSuccess } from "./attempt-outcome.ts";
import { redriven } from "./deliveries-of-entry.ts";
import type { WebhookDispatcher } from "./dispatcher.ts";
import { disabled, enabled } from "./endpoint-health.ts";
import { rotated } from "./endpoint-secrets.ts";
import { checkEndpointUrl } from "./endpoint-url.ts";
import type { SendRequest } from "./send-request.ts";
import { sendSigned } from "./send-signed.ts";
import { createWebhookSecret } from "./sign-delivery.ts";

/** Endpoints of one product; more would be a fan-out, for which there is the stream. */
export const MAX_ENDPOINTS = 20;
const REDRIVEN_AT_ONCE = 200;

export interface TestReport {
  readonly isDelivered: boolean;
  /** Null when nothing answered. */
  readonly status: number | null;
  readonly failure: string | null;
  readonly durationMs: number;
}

/** What administrators do with endpoints. Every method throws UsherError `webhook_unknown` for one that does not exist. */
export interface WebhookEndpoints {
  /** Throws `webhook_url_refused` unless webhooks may be sent there. */
  requireUsable(url: string): void;
  /**
   * Begins with what happens from now on; signs with the secret, or makes one up. The product's webhook to that address,
   * if there is one, is given a new secret instead. Throws `webhook_url_refused` or `webhook_limit_reached`.
   */
  create(
    productId: string,
    url: string,
    secret?: string,
  ): Promise<{ readonly endpoint: WebhookEndpointRecord; readonly secret: string }>;
  /** While disabled, the endpoint keeps its place in the stream; `skipMissed` begins with what happens from now on. */
  setEnabled(
    productId: string,
    endpointId: string,
    wanted: { readonly enabled: boolean; readonly skipMissed: boolean },
  ): Promise<WebhookEndpointRecord>;
  /** A new secret; the one before signs beside it for a day. */
  rotate(
    productId: string,
    endpointId: string,
    secret?: string,
  ): Promise<{ readonly endpoint: WebhookEndpointRecord; readonly secret: string }>;
  remove(productId: string, endpointId: string): Promise<void>;
  /** One attempt, now, with a payload of type `test`. */
  test(productId: string, endpointId: string): Promise<TestReport>;
  /** Tries a dead or delivered one again from the beginning, under its id. Throws `delivery_unknown`. */
  redrive(productId: string, endpointId: string, deliveryId: string): Promise<void>;
  /** All dead ones of the endpoint; returns how many. */
  redriveDead(productId: string, endpointId: string): Promise<number>;
}

interface Dependencies {
  readonly dispatcher: WebhookDispatcher;
  readonly webhooks: WebhookStore;
  readonly stream: Pick<StreamLog, "head">;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly send: SendRequest;
  readonly createId: (prefix: string) => string;
  readonly allow: readonly string[];
  readonly secretsOf: (endpoint: WebhookEndpointRecord) => readonly string[];
}

export function createWebhookEndpoints(dependencies: Dependencies): WebhookEndpoints {
  const { dispatcher, webhooks, stream, sealer, clock, send, createId, allow, secretsOf } = dependencies;

  function require(productId: string, endpointId: string): WebhookEndpointRecord {
    const endpoint = dispatcher.find(productId, endpointId);
    if (endpoint === undefined) throw unknownEndpoint();
    return endpoint;
  }

  async function change(
    productId: string,
    endpointId: string,
    edit: (endpoint: WebhookEndpointRecord) => WebhookEndpointRecord,
  ): Promise<WebhookEndpointRecord> {
    const changed = await dispatcher.change(productId, endpointId, edit);
    if (changed === undefined) throw unknownEndpoint();
    return changed;
  }

  async function rotate(productId: string, endpointId: string, secret: string = createWebhookSecret()) {
    const sealed = sealer.seal(secret);
    const now = clock.now();
    return { endpoint: await change(productId, endpointId, (held) => rotated(held, sealed, now)), secret };
  }

  function requireUsable(text: string): URL {
    const verdict = checkEndpointUrl(text, allow);
    if (verdict.type === "usable") return verdict.url;
    throw new UsherError("webhook_url_refused", `url: ${verdict.reason}`);
  }

  return {
    requireUsable: (url) => void requireUsable(url),

    async create(productId, url, secret = createWebhookSecret()) {
      const { href } = requireUsable(url);
      const known = dispatcher.list(productId);
      const same = known.find((endpoint) => endpoint.url === href);
      if (same !== undefined) return rotate(productId, same.endpointId, secret);
      if (known.length >= MAX_ENDPOINTS) {
        throw new UsherError("webhook_limit_reached", `A product has at most ${MAX_ENDPOINTS} webhooks.`);
      }
      const endpoint: WebhookEndpointRecord = {
        productId,
        endpointId: createId("we"),
        url: href,
        secrets: [{ sealed: sealer.seal(secret), expiresAt: null }],
        cursor: await stream.head(productId),
        status: "enabled",
        disabledReason: null,
        failingSince: null,
        lastSuccessAt: null,
        createdAt: clock.now(),
      };
      await dispatcher.add(endpoint);
      return { endpoint, secret };
    },

    async setEnabled(productId, endpointId, wanted) {
      if (!wanted.enabled) return change(productId, endpointId, (held) => disabled(held, "by an administrator"));
      const head = wanted.skipMissed ? await stream.head(productId) : 0;
      return change(productId, endpointId, (held) => ({ ...enabled(held), cursor: Math.max(held.cursor, head) }));
    },

    rotate,

    async remove(productId, endpointId) {
      if (!(await dispatcher.remove(productId, endpointId))) throw unknownEndpoint();
    },

    async test(productId, endpointId) {
      const endpoint = require(productId, endpointId);
      const startedAt = clock.now();
      const outcome = await sendSigned(send, {
        url: endpoint.url,
        secrets: secretsOf(endpoint),
        id: createId("msg_test"),
        now: startedAt,
        attempt: 1,
        body: JSON.stringify({ type: "test", product_id: productId, forwarded_at: startedAt / 1_000 }),
      });
      return reportOf(outcome, clock.now() - startedAt);
    },

    async redrive(productId, endpointId, deliveryId) {
      require(productId, endpointId);
      const delivery = await webhooks.findDelivery(productId, deliveryId);
      if (delivery === undefined || delivery.endpointId !== endpointId) {
        throw new UsherError("delivery_unknown", "This webhook has no such delivery; it may be older than is kept.");
      }
      // What is pending is being tried already.
      if (delivery.status === "pending") return;
      await webhooks.saveDelivery(redriven(delivery, clock.now()));
      dispatcher.wake(productId, endpointId);
    },

    async redriveDead(productId, endpointId) {
      require(productId, endpointId);
      let count = 0;
      for (;;) {
        const page = await webhooks.listDeliveries(productId, { endpointId, status: "dead", limit: REDRIVEN_AT_ONCE });
        const now = clock.now();
        await Promise.all(page.map((delivery) => webhooks.saveDelivery(redriven(delivery, now))));
        count += page.length;
        if (page.length < REDRIVEN_AT_ONCE) break;
      }
      dispatcher.wake(productId, endpointId);
      return count;
    },
  };
}

function reportOf(outcome: AttemptOutcome, durationMs: number): TestReport {
  const isDelivered = isSuccess(outcome);
  return {
    isDelivered,
    status: outcome.type === "answered" ? outcome.status : null,
    failure: isDelivered ? null : describeOutcome(outcome),
    durationMs,
  };
}

function unknownEndpoint(): UsherError {
  return new UsherError("webhook_unknown", "This product has no such webhook.");
}
