import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Clock } from "../ports/clock.ts";
import type { StreamLog } from "../ports/stream-log.ts";
import type { DueDelivery, WebhookEndpointRecord, WebhookStore } from "../ports/webhook-store.ts";
import { describeOutcome } from "./attempt-outcome.ts";
import { deliveriesOfEntry } from "./deliveries-of-entry.ts";
import { afterFailure, afterSuccess, disabled } from "./endpoint-health.ts";
import { judgeAttempt } from "./judge-attempt.ts";
import type { SendRequest } from "./send-request.ts";
import { sendSigned } from "./send-signed.ts";
import { settledDelivery } from "./settled-delivery.ts";

/** Follows the stream for one endpoint and delivers to it; what happens here touches no other endpoint. */
export interface EndpointWorker {
  /** As last saved. */
  readonly endpoint: WebhookEndpointRecord;
  /** Something may have become due, or (`news`) the stream may have grown. */
  wake(news: boolean): void;
  /** Changes the endpoint; one change at a time. Resolves when it is saved. */
  change(edit: (endpoint: WebhookEndpointRecord) => WebhookEndpointRecord): Promise<WebhookEndpointRecord>;
  /** Resolves once nothing is under way and nothing is due. */
  idle(): Promise<void>;
  /** No further attempts. Those under way may finish until `drainMs` are over; then they are given up, and made again later. */
  stop(drainMs: number): Promise<void>;
}

export interface WorkerDependencies {
  readonly webhooks: WebhookStore;
  readonly stream: Pick<StreamLog, "entriesAfter">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "webhookAttempt">;
  readonly send: SendRequest;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly createId: (prefix: string) => string;
  /** Secrets that sign for an endpoint now, newest first; empty when none can be read. */
  readonly secretsOf: (endpoint: WebhookEndpointRecord) => readonly string[];
}

/** Attempts to one endpoint at a time. */
const CONCURRENCY = 4;
const ENTRIES_AT_ONCE = 100;
/** Enough to find work in when many due deliveries wait for others of their sessions. */
const DUE_AT_ONCE = 100;
/** The store has failed: asking at once again would only add to its trouble. */
const PAUSE_MS = 5_000;

export function createEndpointWorker(initial: WebhookEndpointRecord, dependencies: WorkerDependencies): EndpointWorker {
  const { webhooks, stream, clock, log, metrics, send, random, createId, secretsOf } = dependencies;
  const { productId, endpointId } = initial;
  /** By delivery: the session whose order it keeps; null for later attempts, which keep none. */
  const underWay = new Map<string, string | null>();
  const abort = new AbortController();
  let endpoint = initial;
  let hasNews = true;
  let isLooping = false;
  let again = false;
  let stopped = false;
  let pausedUntil = 0;
  let queuedAt = 0;
  let cancelTimer = (): void => {};
  let saving: Promise<unknown> = Promise.resolve();
  let onIdle: (() => void)[] = [];

  /** The endpoint's row has one writer at a time, so that no change undoes another. */
  function exclusively<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = saving.then(work);
    saving = done.catch(() => {});
    return done;
  }

  function change(edit: (endpoint: WebhookEndpointRecord) => WebhookEndpointRecord): Promise<WebhookEndpointRecord> {
    return exclusively(async () => {
      const next = edit(endpoint);
      if (next !== endpoint) await webhooks.saveEndpoint(next);
      endpoint = next;
      return next;
    });
  }

  /** One page of the stream becomes deliveries. */
  async function queueNews(): Promise<void> {
    hasNews = false;
    const { entries, oldest, head } = await stream.entriesAfter(productId, endpoint.cursor, ENTRIES_AT_ONCE);
    const last = entries.at(-1);
    if (last === undefined) return;
    if (oldest !== null && oldest > endpoint.cursor + 1) {
      log.warn({ productId, endpointId, from: endpoint.cursor + 1, to: oldest - 1 }, "webhook entries lost");
    }
    // Never earlier than before, even when the clock is set back: the moment orders first attempts.
    queuedAt = Math.max(queuedAt, clock.now());
    const deliveries = entries.flatMap((entry) => deliveriesOfEntry(entry, endpointId, queuedAt, createId));
    await exclusively(async () => {
      const moved = { ...endpoint, cursor: last.position };
      await webhooks.enqueue(moved, deliveries);
      endpoint = moved;
    });
    if (last.position < head) hasNews = true;
  }

  async function startDue(): Promise<void> {
    cancelTimer();
    if (underWay.size >= CONCURRENCY) return;
    const now = clock.now();
    const due = await webhooks.dueDeliveries(productId, endpointId, now, DUE_AT_ONCE + underWay.size);
    const busy = new Set(underWay.values());
    for (const delivery of due) {
      if (stopped || underWay.size >= CONCURRENCY) return;
      if (underWay.has(delivery.deliveryId)) continue;
      const isFirst = delivery.attempts === 0;
      if (isFirst && busy.has(delivery.sessionId)) continue;
      if (isFirst) busy.add(delivery.sessionId);
      start(delivery);
    }
    const next = await webhooks.nextDueAt(productId, endpointId, now);
    if (next !== null) wakeAt(next);
  }

  function wakeAt(moment: number): void {
    cancelTimer();
    if (!stopped) cancelTimer = clock.at(moment, () => wake(false));
  }

  function start({ deliveryId, sessionId, attempts }: DueDelivery): void {
    underWay.set(deliveryId, attempts === 0 ? sessionId : null);
    attempt(deliveryId)
      .catch(pause)
      .finally(() => {
        underWay.delete(deliveryId);
        wake(false);
        settleIdle();
      });
  }

  async function attempt(deliveryId: string): Promise<void> {
    const delivery = await webhooks.findDelivery(productId, deliveryId);
    if (delivery?.status !== "pending") return;
    const made = delivery.attempts + 1;
    const outcome = await sendSigned(send, {
      url: endpoint.url,
      secrets: secretsOf(endpoint),
      id: deliveryId,
      now: clock.now(),
      attempt: made,
      body: delivery.body,
      signal: abort.signal,
    });
    // Given up by us: it counts as not made, and is made again under the same id.
    if (abort.signal.aborted) return;
    const now = clock.now();
    const verdict = judgeAttempt({ ...delivery, attempts: made }, outcome, now, random());
    await webhooks.saveDelivery(settledDelivery(delivery, verdict, outcome, now));

    const isBlocked = outcome.type === "failed" && outcome.reason === "blocked";
    const fields = { productId, endpointId, deliveryId, attempt: made };
    if (verdict.type === "delivered") {
      metrics.webhookAttempt("delivered");
      log.debug(fields, "webhook delivered");
      await change((held) => afterSuccess(held, now));
      return;
    }
    const isRetry = verdict.type === "retry";
    metrics.webhookAttempt(isBlocked ? "blocked" : isRetry ? "retried" : "dead");
    log[isRetry ? "debug" : "warn"](
      { ...fields, failure: describeOutcome(outcome) },
      `webhook ${isRetry ? "retry" : "dead"}`,
    );
    const before = endpoint.status;
    const after = await change((held) =>
      verdict.type === "gone" ? disabled(held, "HTTP 410") : afterFailure(held, now),
    );
    if (before === "enabled" && after.status === "disabled") {
      log.error({ productId, endpointId, reason: after.disabledReason }, "webhook endpoint disabled");
    }
  }

  function pause(error: unknown): void {
    pausedUntil = clock.now() + PAUSE_MS;
    if (!stopped) log.error({ productId, endpointId, error: String(error) }, "webhook delivery failed");
  }

  function wake(news: boolean): void {
    if (news) hasNews = true;
    again = true;
    if (isLooping || stopped) return;
    isLooping = true;
    void loop();
  }

  async function loop(): Promise<void> {
    while (again && !stopped) {
      again = false;
      if (endpoint.status === "disabled") break;
      if (clock.now() < pausedUntil) {
        wakeAt(pausedUntil);
        break;
      }
      try {
        if (hasNews) await queueNews();
        await startDue();
        again ||= hasNews;
      } catch (error) {
        hasNews = true;
        again = true;
        pause(error);
      }
    }
    isLooping = false;
    settleIdle();
  }

  function isIdle(): boolean {
    return !isLooping && underWay.size === 0;
  }

  function settleIdle(): void {
    if (!isIdle()) return;
    const waiting = onIdle;
    onIdle = [];
    for (const resolve of waiting) resolve();
  }

  async function idle(): Promise<void> {
    if (!isIdle()) await new Promise<void>((resolve) => onIdle.push(resolve));
    await saving;
  }

  return {
    get endpoint() {
      return endpoint;
    },
    wake,
    change,
    idle,
    async stop(drainMs) {
      stopped = true;
      cancelTimer();
      const cancel = clock.at(clock.now() + drainMs, () => abort.abort());
      await idle();
      cancel();
    },
  };
}
