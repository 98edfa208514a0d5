import type { EpochMs } from "@usher/core";
import type { DeliveryRecord } from "../ports/webhook-store.ts";
import { type AttemptOutcome, describeOutcome } from "./attempt-outcome.ts";
import type { Verdict } from "./judge-attempt.ts";

/** The delivery after one more attempt. */
export function settledDelivery(
  delivery: DeliveryRecord,
  verdict: Verdict,
  outcome: AttemptOutcome,
  now: EpochMs,
): DeliveryRecord {
  const made = { ...delivery, attempts: delivery.attempts + 1, updatedAt: now };
  switch (verdict.type) {
    case "delivered":
      return { ...made, status: "delivered", nextAttemptAt: null, lastFailure: null };
    case "retry": {
      const { at, refusals, refusedSince } = verdict;
      return { ...made, nextAttemptAt: at, refusals, refusedSince, lastFailure: describeOutcome(outcome) };
    }
    case "dead":
    case "gone":
      return { ...made, status: "dead", nextAttemptAt: null, lastFailure: describeOutcome(outcome) };
  }
}
