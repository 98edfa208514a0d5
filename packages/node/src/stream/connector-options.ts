import { UsherError } from "@usher/core";
import { checkCount, checkLimit } from "../check-limit.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Fetch } from "../fetch.ts";
import type { OnMetric } from "../metric.ts";
import { safeCallback } from "../safe-callback.ts";
import type { Overflow } from "../session-lanes.ts";
import type { StreamHandlers } from "./stream-handlers.ts";

export interface ConnectorClientOptions extends StreamHandlers {
  /** The server's address when `productId` is given, otherwise the whole address of the stream. */
  readonly url: string;
  readonly productId?: string;
  /** The product's secret key, `sk_…`. `token` is another name for it. */
  readonly secretKey?: string;
  readonly token?: string;
  /**
   * Where to begin: an id that `cursor` gave earlier, or 0 for everything the server still has. Left out: with what
   * happens from now on.
   */
  readonly since?: string | number;
  /**
   * A name under which the server keeps the position: payloads are acknowledged once their handlers are done, and the
   * next client of that name goes on from there. One client reads at a time; another one waits until the first is gone.
   * `since` then counts only for a name that was never used.
   */
  readonly consumer?: string;
  /** Take the consumer's name from a client that still reads under it. Default false. */
  readonly takeover?: boolean;
  /** Payloads handled at the same time, each of another session. Default 16. */
  readonly concurrency?: number;
  /** Payloads received and not yet handled. Default 500. */
  readonly maxQueueSize?: number;
  /** When the queue is full. Default `wait`: the client stops reading, and nothing is lost. */
  readonly overflow?: Overflow;
  /** Reconnects in a row before `run` fails; null (default) for no limit. 0: the first disconnect is the last. */
  readonly maxRetries?: number | null;
  /** Upper bound of the first wait before reconnecting. Default 1,000; the server's `retry:` replaces it. */
  readonly initialBackoffMs?: number;
  /** Upper bound of every wait. Default 30,000. */
  readonly maxBackoffMs?: number;
  /** A connection that lasted this long was a good one: the count of reconnects begins anew. Default 5,000. */
  readonly stableAfterMs?: number;
  /** Until the server answers. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Silence after which a connection counts as dead. Default 75,000: two heartbeats of 30 s and a half. */
  readonly heartbeatTimeoutMs?: number;
  /** Characters one event may take. Default 8 million. */
  readonly maxEventChars?: number;
  readonly onMetric?: OnMetric;
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  /** From 0 up to 1, for the wait between connections. */
  readonly random?: () => number;
}

/** The options, complete and checked. */
export interface ConnectorSettings {
  readonly url: string;
  readonly secretKey: string;
  readonly since: string | null;
  readonly consumer: string | null;
  readonly takeover: boolean;
  readonly concurrency: number;
  readonly maxQueueSize: number;
  readonly overflow: Overflow;
  readonly maxRetries: number;
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly stableAfterMs: number;
  readonly connectTimeoutMs: number;
  readonly heartbeatTimeoutMs: number;
  readonly maxEventChars: number;
  readonly onMetric: OnMetric;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Throws UsherError `option_invalid`, with the path. */
export function completeOptions(options: ConnectorClientOptions): ConnectorSettings {
  const initialBackoffMs = checkLimit("initialBackoffMs", options.initialBackoffMs ?? 1_000, 0);
  return {
    url: streamUrl(options.url, options.productId),
    secretKey: (options.secretKey ?? options.token ?? "").trim(),
    since: options.since === undefined ? null : String(options.since),
    consumer: consumerName(options.consumer),
    takeover: options.takeover ?? false,
    concurrency: checkCount("concurrency", options.concurrency ?? 16, 1),
    maxQueueSize: checkCount("maxQueueSize", options.maxQueueSize ?? 500, 1),
    overflow: options.overflow ?? "wait",
    maxRetries: options.maxRetries == null ? Number.POSITIVE_INFINITY : checkCount("maxRetries", options.maxRetries, 0),
    initialBackoffMs,
    maxBackoffMs: checkLimit("maxBackoffMs", options.maxBackoffMs ?? 30_000, initialBackoffMs),
    stableAfterMs: checkLimit("stableAfterMs", options.stableAfterMs ?? 5_000, 0),
    connectTimeoutMs: checkLimit("connectTimeoutMs", options.connectTimeoutMs ?? 10_000, 1),
    heartbeatTimeoutMs: checkLimit("heartbeatTimeoutMs", options.heartbeatTimeoutMs ?? 75_000, 1),
    maxEventChars: checkCount("maxEventChars", options.maxEventChars ?? 8_000_000, 1),
    onMetric: safeCallback(options.onMetric),
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}

function consumerName(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) return text;
  throw new UsherError("option_invalid", "consumer: use letters, digits, . _ and - (at most 64)", { path: "consumer" });
}

function streamUrl(text: string, productId: string | undefined): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UsherError("option_invalid", "url must be an http or https address", { path: "url" });
  if (productId === undefined) return text;
  if (productId.trim() === "")
    throw new UsherError("option_invalid", "productId must not be blank", { path: "productId" });
  const url = new URL(text);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/stream/${encodeURIComponent(productId)}`;
  return url.href;
}
