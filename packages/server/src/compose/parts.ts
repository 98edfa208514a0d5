import { randomBytes } from "node:crypto";
import { createSealer } from "../adapters/sealer.ts";
import type { BridgeParts } from "../bridges/bridges.ts";
import type { ResolvedConfig } from "../config/config.ts";
import type { Logger } from "../observe/logger.ts";
import { measureStore } from "../observe/measure-store.ts";
import { createMetrics, type Metrics } from "../observe/metrics.ts";
import type { Overload } from "../observe/overload.ts";
import type { Clock } from "../ports/clock.ts";
import type { EmbeddingModel } from "../ports/embedding-model.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Sealer } from "../ports/sealer.ts";
import type { Store } from "../ports/store.ts";
import type { ProductHub } from "../streams/product-hub.ts";

/** What the server is made of; tests and benches may bring their own. */
export interface Parts {
  readonly store: Store;
  /** Signs session tokens; at least 32 bytes. */
  readonly tokenSecret: string;
  /** Seal secrets that are kept, 32 bytes each as base64url, the newest first. Default: one that ends with the process. */
  readonly sealKeys?: readonly string[];
  /** Admin key of this machine's own user. */
  readonly localAdminKey?: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Default: its own, without those of the process. */
  readonly metrics?: Metrics;
  /** Default: never overloaded. */
  readonly overload?: Overload;
  /** Default 10,000. */
  readonly bodyIdleMs?: number;
  /** Default: its own. */
  readonly productHub?: ProductHub;
  /** Overrides the configured language model. */
  readonly model?: LanguageModel;
  /** Overrides the configured embeddings endpoint. */
  readonly embeddings?: EmbeddingModel;
  readonly bridges?: BridgeParts;
  /** Default 15. */
  readonly heartbeatS?: number;
  /** Default 900. */
  readonly tokenLifetimeS?: number;
}

/** What nearly every part is made with. */
export interface Base {
  readonly config: ResolvedConfig;
  /** Measured. */
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** How often a quiet stream says that it is alive, milliseconds. */
  readonly heartbeatMs: number;
  /** Random id with a prefix, e.g. `s_…`; without one when it is empty. */
  readonly createId: (prefix: string) => string;
}

export function prepareBase(config: ResolvedConfig, parts: Parts): Base {
  const { clock, log, metrics = createMetrics(), heartbeatS = 15 } = parts;
  return {
    config,
    store: measureStore(parts.store, metrics),
    sealer: createSealer(parts.sealKeys ?? [randomBytes(32).toString("base64url")]),
    clock,
    log,
    metrics,
    heartbeatMs: heartbeatS * 1_000,
    createId,
  };
}

/** 128 random bits: ids are never authority, but they should not be guessable either. */
function createId(prefix: string): string {
  const id = randomBytes(16).toString("base64url").replaceAll("-", "_");
  return prefix === "" ? id : `${prefix}_${id}`;
}
