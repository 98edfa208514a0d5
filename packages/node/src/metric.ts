/** Something worth counting. Ids, counts and reasons only: never labels, texts or secrets. */
export type Metric =
  | { readonly type: "stream-connected" }
  | { readonly type: "stream-disconnected"; readonly reason: string; readonly attempt: number }
  | { readonly type: "queue-depth"; readonly depth: number }
  | {
      readonly type: "event-dropped";
      readonly reason: string;
      readonly eventType: string;
      readonly productId: string;
      readonly sessionId: string | null;
    }
  | { readonly type: "frame-skipped"; readonly reason: string }
  | { readonly type: "handler-failed"; readonly eventType: string; readonly sessionId: string | null }
  | {
      readonly type: "summary-made";
      readonly origin: "model" | "extract";
      readonly sessionId: string;
      readonly elapsedMs: number;
      readonly actionCount: number;
    }
  | { readonly type: "session-evicted"; readonly sessionId: string; readonly actionCount: number }
  | { readonly type: "write-failed"; readonly operation: string; readonly sessionId: string }
  | {
      readonly type: "redis-operation";
      readonly operation: string;
      readonly elapsedMs: number;
      readonly succeeded: boolean;
    }
  | { readonly type: "webhook-received"; readonly outcome: string };

/** Receives every metric as it happens. What it throws is ignored: counting must never break what is counted. */
export type OnMetric = (metric: Metric) => void;
