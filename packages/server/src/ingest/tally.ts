import type { SourceResult } from "@usher/integrations/sources";
import type { EventResult, Metrics } from "../observe/metrics.ts";
import type { IngestReply } from "./ingest.ts";

/** What became of a request's events: every one of them is counted once. */
export interface Tally {
  settle(result: Exclude<EventResult, "failed">, count: number, reason?: string): void;
  /** What was not settled failed: the sender still has it. */
  fail(): void;
  reply(): IngestReply;
}

/** Begins with what the source itself left out. */
export function createTally(metrics: Metrics, source: string, { events, dropped }: SourceResult): Tally {
  const counts: Record<EventResult, number> = {
    stored: 0,
    duplicate: 0,
    rejected: 0,
    quarantined: 0,
    dropped: 0,
    failed: 0,
  };
  let open = events.length + dropped.reduce((sum, { count }) => sum + count, 0);
  metrics.received(source, open);

  const tally: Tally = {
    settle(result, count, reason = "") {
      open -= count;
      counts[result] += count;
      metrics.events({ result, source, reason }, count);
    },
    fail() {
      metrics.events({ result: "failed", source }, open);
      open = 0;
    },
    reply: () => ({
      accepted: counts.stored,
      duplicate: counts.duplicate,
      rejected: counts.rejected + counts.quarantined,
    }),
  };
  for (const { reason, count } of dropped)
    tally.settle(reason === "invalid_event" ? "rejected" : "dropped", count, reason);
  return tally;
}
