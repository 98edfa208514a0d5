import type { EpochMs } from "@usher/core";
import type { SealedSecret } from "./product-store.ts";

/**
 * Endpoints that are told what happens, and what is still to be delivered to them. An endpoint is written by one process
 * at a time; its deliveries are due only while it is enabled.
 */
export interface WebhookStore {
  /** Inserts or replaces. */
  saveEndpoint(endpoint: WebhookEndpointRecord): Promise<void>;
  /** Its deliveries go with it. */
  deleteEndpoint(productId: string, endpointId: string): Promise<void>;
  /** Of one product, or of all; the oldest first. */
  listEndpoints(productId?: string): Promise<readonly WebhookEndpointRecord[]>;

  /** Adds deliveries and moves the endpoint's cursor in one transaction: no entry is left out or queued twice. */
  enqueue(endpoint: WebhookEndpointRecord, deliveries: readonly DeliveryRecord[]): Promise<void>;
  /** Pending deliveries of an endpoint that are due, the longest due first; of the same moment in the stream's order. */
  dueDeliveries(productId: string, endpointId: string, now: EpochMs, limit: number): Promise<readonly DueDelivery[]>;
  /** When the next delivery that is not due at `now` will be; null when none waits. */
  nextDueAt(productId: string, endpointId: string, now: EpochMs): Promise<EpochMs | null>;
  /** Replaces a delivery; one that was deleted meanwhile stays deleted. */
  saveDelivery(delivery: DeliveryRecord): Promise<void>;
  findDelivery(productId: string, deliveryId: string): Promise<DeliveryRecord | undefined>;
  /** The latest change first. */
  listDeliveries(productId: string, query: DeliveryQuery): Promise<readonly DeliveryRecord[]>;
  /** Deletes what has not changed since the moment: of one status, or of all. Returns how many. */
  pruneDeliveries(before: EpochMs, status?: DeliveryRecord["status"]): Promise<number>;
  totals(): Promise<DeliveryTotals>;
}

export interface WebhookEndpointRecord {
  readonly productId: string;
  readonly endpointId: string;
  readonly url: string;
  /** Newest first; both sign while the older one has not ended. Empty: the product's own secrets sign. */
  readonly secrets: readonly SealedSecret[];
  /** Position of the product's stream up to which deliveries were made. */
  readonly cursor: number;
  readonly status: "enabled" | "disabled";
  readonly disabledReason: string | null;
  /** The first failure since the last success; null while all is well. */
  readonly failingSince: EpochMs | null;
  /** To the minute. */
  readonly lastSuccessAt: EpochMs | null;
  readonly createdAt: EpochMs;
}

export interface DeliveryRecord {
  readonly productId: string;
  readonly endpointId: string;
  /** `msg_…`: the `webhook-id`, the same at every attempt. */
  readonly deliveryId: string;
  /** First attempts of one session's deliveries are made in order. */
  readonly sessionId: string;
  /** Where in the product's stream it comes from; an entry too large for one delivery has several parts, from 0. */
  readonly position: number;
  readonly part: number;
  readonly status: "pending" | "delivered" | "dead";
  /** Attempts made. */
  readonly attempts: number;
  /** How many of the latest attempts were refused as wrong (HTTP 400, 401, 403, 404, 413, 422), and since when. */
  readonly refusals: number;
  readonly refusedSince: EpochMs | null;
  readonly nextAttemptAt: EpochMs | null;
  readonly body: string;
  /** What the last attempt met, for people: `HTTP 500`, `timed out after 15 s`. */
  readonly lastFailure: string | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

/** Enough to decide what to send next; the body is read when it is sent. */
export type DueDelivery = Pick<DeliveryRecord, "deliveryId" | "sessionId" | "attempts">;

export interface DeliveryQuery {
  readonly endpointId?: string;
  readonly status?: DeliveryRecord["status"];
  readonly limit: number;
}

export interface DeliveryTotals {
  readonly pending: number;
  readonly dead: number;
  /** When the oldest pending delivery was made. */
  readonly oldestPendingAt: EpochMs | null;
}
