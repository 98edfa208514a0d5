import type { EpochMs } from "@usher/core";
import type { StreamEntry } from "../ports/stream-log.ts";
import type { DeliveryRecord } from "../ports/webhook-store.ts";
import { MAX_BODY_BYTES, splitPayload } from "./split-payload.ts";

/** What an endpoint is to be told about an entry of the stream: one delivery, or several when it is large. */
export function deliveriesOfEntry(
  entry: StreamEntry,
  endpointId: string,
  now: EpochMs,
  createId: (prefix: string) => string,
): readonly DeliveryRecord[] {
  return splitPayload(entry.data).map((body, part) => {
    const size = Buffer.byteLength(body);
    const isTooLarge = size > MAX_BODY_BYTES;
    return {
      productId: entry.productId,
      endpointId,
      deliveryId: createId("msg"),
      sessionId: entry.sessionId,
      position: entry.position,
      part,
      status: isTooLarge ? "dead" : "pending",
      attempts: 0,
      refusals: 0,
      refusedSince: null,
      nextAttemptAt: isTooLarge ? null : now,
      body,
      lastFailure: isTooLarge ? `${size} bytes, more than ${MAX_BODY_BYTES}` : null,
      createdAt: now,
      updatedAt: now,
    };
  });
}

/** The delivery as if nobody had tried yet, under the same id. */
export function redriven(delivery: DeliveryRecord, now: EpochMs): DeliveryRecord {
  return {
    ...delivery,
    status: "pending",
    attempts: 0,
    refusals: 0,
    refusedSince: null,
    nextAttemptAt: now,
    updatedAt: now,
  };
}
