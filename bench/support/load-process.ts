import { type BenchVisitor, otherClicks, startVisitor, visitorHeaders } from "./bench-visitor.ts";
import { answerCalls } from "./child-calls.ts";
import { type HttpConnection, openHttpConnection } from "./http-connection.ts";
import { posthogBody } from "./posthog-clicks.ts";
import { quantile } from "./quantile.ts";

export interface LoadOptions {
  readonly url: string;
  /** Whether the server knows sessions; the bare one does not. */
  readonly sessions: boolean;
  readonly connections: number;
  readonly batch: number;
  readonly seconds: number;
  /** Sends what posthog-js sends, made of this template, instead of our own page's batches. */
  readonly posthog?: string;
}

export interface LoadResult {
  /** Events the server acknowledged with 200. */
  readonly events: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of this process, milliseconds. */
  readonly cpuMs: number;
}

export interface BackgroundOptions {
  readonly url: string;
  readonly sessions: number;
  readonly eventsPerS: number;
}

/** The calls this process answers. */
export interface LoadCalls extends Readonly<Record<string, (argument: never) => unknown>> {
  /** As many events as the server takes: each connection sends its next batch when the last is acknowledged. */
  run(options: LoadOptions): Promise<LoadResult>;
  /** A steady stream of single events of many visitors, until `stopBackground`. */
  startBackground(options: BackgroundOptions): Promise<void>;
  stopBackground(): Promise<{ readonly eventsPerS: number }>;
}

interface Lane {
  readonly connection: HttpConnection;
  readonly headers: string;
  readonly prefix: string;
  readonly posthog: string | undefined;
  sent: number;
}

let runs = 0;
let stopBackground: (() => Promise<{ readonly eventsPerS: number }>) | undefined;

const calls: LoadCalls = {
  async run({ url, sessions, connections, batch, seconds, posthog }) {
    const lanes = await Promise.all(Array.from({ length: connections }, () => openLane(url, sessions, posthog)));
    const latencies: number[] = [];
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const until = startedAt + seconds * 1_000;
    await Promise.all(
      lanes.map(async (lane) => {
        while (performance.now() < until) {
          const sentAt = performance.now();
          await sendClicks(url, lane, batch);
          latencies.push(performance.now() - sentAt);
        }
      }),
    );
    const elapsed = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(cpuBefore);
    for (const { connection } of lanes) connection.close();
    return {
      events: latencies.length * batch,
      seconds: elapsed,
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
      cpuMs: (user + system) / 1_000,
    };
  },

  async startBackground({ url, sessions, eventsPerS }) {
    const lanes = await Promise.all(Array.from({ length: sessions }, () => openLane(url, true)));
    const startedAt = performance.now();
    const idle = [...lanes];
    const underway = new Set<Promise<void>>();
    let failure: unknown;
    let sent = 0;
    const timer = setInterval(() => {
      // By the clock, not by the tick: a late tick makes up for itself.
      const due = ((performance.now() - startedAt) / 1_000) * eventsPerS;
      for (; sent < due; sent++) {
        const lane = idle.shift();
        if (lane === undefined) return;
        const sending = sendClicks(url, lane, 1).catch((error: unknown) => {
          failure ??= error;
        });
        underway.add(sending);
        void sending.then(() => {
          underway.delete(sending);
          idle.push(lane);
        });
      }
    }, 2);
    stopBackground = async () => {
      clearInterval(timer);
      const elapsed = (performance.now() - startedAt) / 1_000;
      await Promise.all(underway);
      for (const { connection } of lanes) connection.close();
      if (failure !== undefined) throw failure;
      return { eventsPerS: sent / elapsed };
    };
  },

  async stopBackground() {
    const result = await stopBackground?.();
    stopBackground = undefined;
    return result ?? { eventsPerS: 0 };
  },
};

answerCalls(calls);

async function openLane(url: string, hasSession: boolean, posthog?: string): Promise<Lane> {
  const connection = await openHttpConnection(url);
  if (posthog !== undefined) {
    const prefix = `ph-${process.pid}-${++runs}`;
    return { connection, headers: `origin: ${url}\r\n`, prefix, posthog, sent: 0 };
  }
  const visitor: BenchVisitor | undefined = hasSession ? await startVisitor(url) : undefined;
  const headers = visitor === undefined ? "" : visitorHeaders(url, visitor);
  return { connection, headers, prefix: visitor?.sessionId ?? `bare-${++runs}`, posthog, sent: 0 };
}

async function sendClicks(url: string, lane: Lane, count: number): Promise<void> {
  const { prefix, posthog, sent } = lane;
  lane.sent += count;
  const { status, body: answer } =
    posthog === undefined
      ? await lane.connection.post("/v1/capture", lane.headers, otherClicks(url, prefix, sent, count, Date.now()))
      : await lane.connection.post(
          "/i/v0/e/?compression=gzip-js",
          lane.headers,
          posthogBody(posthog, prefix, sent, count, Date.now()),
        );
  if (status !== 200) throw new Error(`capture answered ${status}: ${answer}`);
}
