import type { EpochMs } from "@usher/core";
import type { SealedSecret } from "./product-store.ts";

/** Endpoints that are told what happens, and what is still to be delivered to them. */
export interface WebhookStore {
  saveEndpoint(endpoint: WebhookEndpointRecord): Promise<void>;
  deleteEndpoint(productId: string, endpointId: string): Promise<void>;
  /** Of one product, or of all. */
  listEndpoints(productId?: string): Promise<readonly WebhookEndpointRecord[]>;

  /** Adds deliveries and moves the endpoint's cursor in one transaction: no entry is left out or queued twice. */
  enqueue(endpoint: WebhookEndpointRecord, deliveries: readonly DeliveryRecord[]): Promise<void>;
  /** Due deliveries, the longest due first. */
  dueDeliveries(now: EpochMs, limit: number): Promise<readonly DeliveryRecord[]>;
  /** When the next delivery becomes due; null when none waits. */
  nextDueAt(): Promise<EpochMs | null>;
  saveDelivery(delivery: DeliveryRecord): Promise<void>;
  findDelivery(productId: string, deliveryId: string): Promise<DeliveryRecord | undefined>;
  listDeliveries(productId: string, query: DeliveryQuery): Promise<readonly DeliveryRecord[]>;
  pruneDeliveries(before: EpochMs): Promise<number>;
}

export interface WebhookEndpointRecord {
  readonly productId: string;
  readonly endpointId: string;
  readonly url: string;
  /** Newest first; both sign while the older one has not ended. */
  readonly secrets: readonly SealedSecret[];
  /** Position of the product's stream up to which deliveries were made. */
  readonly cursor: number;
  readonly status: "enabled" | "disabled";
  readonly disabledReason: string | null;
  readonly lastSuccessAt: EpochMs | null;
  readonly createdAt: EpochMs;
}

export interface DeliveryRecord {
  readonly productId: string;
  readonly endpointId: string;
  /** `msg_…`: the `webhook-id`, the same at every attempt. */
  readonly deliveryId: string;
  readonly status: "pending" | "delivered" | "dead";
  /** Attempts made. */
  readonly attempts: number;
  readonly nextAttemptAt: EpochMs | null;
  readonly body: string;
  /** What the last attempt met, for people: `HTTP 500`, `timed out after 15 s`. */
  readonly lastFailure: string | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

export interface DeliveryQuery {
  readonly endpointId?: string;
  readonly status?: DeliveryRecord["status"];
  readonly limit: number;
}
