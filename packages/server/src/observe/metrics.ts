import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { boundedLabels } from "./bounded-labels.ts";

/** What became of an event a sender sent; `failed` means it was refused with a 5xx and the sender still has it. */
export type EventResult = "stored" | "duplicate" | "rejected" | "quarantined" | "dropped" | "failed";

/** Kinds of open event streams. */
export type StreamKind = "nudges" | "stream" | "bridge";

/** Why a stream ended. */
export type DisconnectReason = "slow" | "age" | "drain" | "auth" | "client";

/** Gauges that are read when somebody looks. */
export type ReadGauge =
  | "disk_free_bytes"
  | "webhook_oldest_pending_seconds"
  | "webhook_pending"
  | "webhook_dead"
  | "sse_queued_bytes";

/** One value of the metrics, for tests: its name with its labels in order, e.g. `rate_limited_total{limit="ip"}`. */
export type MetricsSnapshot = Readonly<Record<string, number>>;

/**
 * Everything the server counts. Counters only grow, units are base units, labels are few and bounded: what a sender
 * chooses never becomes a label. No method throws.
 */
export interface Metrics {
  /** Events a source handed over, counted before anything is decided about them. */
  received(source: string, count: number): void;
  /** What was decided about them. `received` = the sum of all results, once nothing is in flight. */
  events(
    labels: { readonly result: EventResult; readonly source: string; readonly reason?: string },
    count?: number,
  ): void;
  /** Events a page said it gave up before sending. */
  clientDropped(count: number): void;
  /** One durable write: how long the caller waited for it, and the actions in it. */
  commit(durationS: number, actions: number): void;
  /** A write the disk or database refused. */
  syncError(): void;
  /** A trigger fired. */
  gate(trigger: string): void;
  /** An offer entered a state. */
  offer(state: string): void;
  /** From the acknowledged event to the frame handed to the socket, seconds. */
  nudgeLatency(durationS: number): void;
  /** A stream opened (1) or ended (-1). */
  sse(kind: StreamKind, change: 1 | -1): void;
  sseDisconnect(reason: DisconnectReason): void;
  /** `full`: everything missed was replayed; `reset`: the client was too far behind. */
  sseResume(result: "full" | "reset"): void;
  webhookAttempt(result: "delivered" | "retried" | "dead" | "blocked"): void;
  /** A message for a vendor's chat: `delivered`, or why it was not. */
  bridge(bridge: string, result: string): void;
  llm(result: "ok" | "error" | "timeout"): void;
  llmFallback(cause: string): void;
  /** A credential that opened nothing; `kind` is the code of the answer. */
  authFailure(kind: string): void;
  /** A session opened at this level of identity. */
  session(level: "anonymous" | "claimed" | "verified"): void;
  rateLimited(limit: string): void;
  /** Refused because the process was overloaded. */
  shed(cause: "event_loop" | "queue"): void;
  /** `route` is the pattern, never the path. */
  http(route: string, method: string, status: number, durationS: number): void;
  /** Says how a gauge is read; the latest says it. A reader that throws leaves the gauge out. */
  read(gauge: ReadGauge, reader: () => number | Promise<number>): void;
  /** Prometheus text format 0.0.4. */
  render(): Promise<string>;
  snapshot(): Promise<MetricsSnapshot>;
}

const HTTP_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const COMMIT_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

const READ_GAUGES: Readonly<Record<ReadGauge, string>> = {
  disk_free_bytes: "Free bytes where the data directory is.",
  webhook_oldest_pending_seconds: "Age of the oldest delivery that is neither done nor dead.",
  webhook_pending: "Deliveries that are neither done nor dead.",
  webhook_dead: "Deliveries given up and kept for redrive.",
  sse_queued_bytes: "Bytes written to streams that their readers have not taken.",
};

export interface MetricsOptions {
  /** Adds memory, processor, garbage collection and event loop of this process. Default false. */
  readonly process?: boolean;
}

/** A registry of its own: two servers in one process do not share counters. */
export function createMetrics(options: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (options.process === true) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], labelNames: Label[]) =>
    new Histogram({ name, help, buckets, labelNames, registers });

  const received = counter("ingest_events_received_total", "Events handed over by a source.", ["source"]);
  const events = counter("ingest_events_total", "Events by what became of them.", ["result", "reason", "source"]);
  const clientDropped = counter("ingest_client_dropped_total", "Events pages gave up before sending.", []);
  const commits = histogram("ingest_commit_duration_seconds", "Wait for a durable write.", COMMIT_BUCKETS_S, []);
  const batches = histogram("ingest_commit_batch_events", "Actions per write.", [0, 1, 2, 5, 10, 25, 50, 100, 500], []);
  const syncErrors = counter("store_sync_errors_total", "Writes the store refused.", []);
  const gates = counter("gates_fired_total", "Triggers that fired.", ["trigger"]);
  const offers = counter("offers_total", "Offers by the state they entered.", ["state"]);
  const nudge = histogram("nudge_latency_seconds", "From acknowledged event to frame.", COMMIT_BUCKETS_S, []);
  const open = new Gauge({ name: "sse_connections", help: "Open event streams.", labelNames: ["kind"], registers });
  const disconnects = counter("sse_disconnects_total", "Event streams that ended, by cause.", ["reason"]);
  const resumes = counter("sse_resume_total", "Streams resumed with everything (full) or anew (reset).", ["result"]);
  const attempts = counter("webhook_attempts_total", "Attempts to deliver a webhook.", ["result"]);
  const bridges = counter("bridge_messages_total", "Messages for vendors' chats, by what became of them.", [
    "bridge",
    "result",
  ]);
  const llm = counter("llm_requests_total", "Requests to the language model.", ["result"]);
  const fallbacks = counter("llm_fallback_total", "Answers made without the language model, by cause.", ["cause"]);
  const authFailures = counter("auth_failures_total", "Credentials that opened nothing.", ["kind"]);
  const sessions = counter("sessions_total", "Sessions entered, by level of identity.", ["level"]);
  const limited = counter("rate_limited_total", "Requests over a rate limit.", ["limit"]);
  const shed = counter("overload_rejected_total", "Requests refused to stay responsive.", ["cause"]);
  const http = histogram("http_server_request_duration_seconds", "Requests answered.", HTTP_BUCKETS_S, [
    "route",
    "method",
    "status",
  ]);

  let receivedCount = 0;
  let settledCount = 0;
  new Gauge({
    name: "ingest_events_unaccounted",
    help: "Events received minus events of every result: those in flight, and 0 at rest.",
    registers,
    collect() {
      this.set(receivedCount - settledCount);
    },
  });
  const readers = new Map<ReadGauge, () => number | Promise<number>>();
  for (const [name, help] of Object.entries(READ_GAUGES) as [ReadGauge, string][]) {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.reset();
        const reader = readers.get(name);
        const value = await Promise.resolve()
          .then(() => reader?.())
          .catch(() => undefined);
        if (value === undefined || !Number.isFinite(value)) this.remove();
        else this.set(value);
      },
    });
  }
  const source = boundedLabels();
  const reason = boundedLabels();
  const trigger = boundedLabels();

  return {
    received(from, count) {
      receivedCount += count;
      received.inc({ source: source(from) }, count);
    },
    events(labels, count = 1) {
      if (count === 0) return;
      settledCount += count;
      events.inc({ result: labels.result, reason: reason(labels.reason ?? ""), source: source(labels.source) }, count);
    },
    clientDropped: (count) => clientDropped.inc(Math.max(0, count)),
    commit(durationS, actions) {
      commits.observe(durationS);
      batches.observe(actions);
    },
    syncError: () => syncErrors.inc(),
    gate: (id) => gates.inc({ trigger: trigger(id) }),
    offer: (state) => offers.inc({ state }),
    nudgeLatency: (durationS) => nudge.observe(durationS),
    sse: (kind, change) => open.inc({ kind }, change),
    sseDisconnect: (why) => disconnects.inc({ reason: why }),
    sseResume: (result) => resumes.inc({ result }),
    webhookAttempt: (result) => attempts.inc({ result }),
    bridge: (bridge, result) => bridges.inc({ bridge, result: reason(result) }),
    llm: (result) => llm.inc({ result }),
    llmFallback: (cause) => fallbacks.inc({ cause: reason(cause) }),
    authFailure: (kind) => authFailures.inc({ kind }),
    session: (level) => sessions.inc({ level }),
    rateLimited: (limit) => limited.inc({ limit }),
    shed: (cause) => shed.inc({ cause }),
    http: (route, method, status, durationS) => http.observe({ route, method, status }, durationS),
    read: (gauge, reader) => void readers.set(gauge, reader),
    render: () => registry.metrics(),
    async snapshot() {
      return parseSamples(await registry.metrics());
    },
  };
}

/** The samples of a text exposition by name and labels. */
export function parseSamples(text: string): MetricsSnapshot {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}
