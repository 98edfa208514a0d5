import type { EpochMs } from "@usher/core";

/**
 * A product's stream to servers: every stored action, once, in the order in which steps were committed. Positions come
 * from the product's head row in the same transaction, so a reader at a position has missed nothing before it.
 */
export interface StreamLog {
  /**
   * Entries after a position, in order, at most `limit`; fewer only at the end. Entries whose actions were all erased are
   * left out, so positions may jump: without entries, nothing is left up to `head`.
   */
  entriesAfter(productId: string, position: number, limit: number): Promise<StreamPage>;
  /** Latest position given out; 0 when nothing was ever written. */
  head(productId: string): Promise<number>;
  /** Appends a summary; returns its entry. */
  appendSummary(summary: NewSummary): Promise<StreamEntry>;
  /** Deletes entries written before the moment, and of each product all but the latest `keep`; returns how many. Heads stay. */
  pruneStream(before: EpochMs, keep?: number): Promise<number>;

  findConsumer(productId: string, name: string): Promise<ConsumerRecord | undefined>;
  /** Writes the consumer if its `version` is the one in force plus one (1: must not exist); `stale` otherwise. */
  saveConsumer(consumer: ConsumerRecord): Promise<"saved" | "stale">;
  listConsumers(productId: string): Promise<readonly ConsumerRecord[]>;
}

/** One frame of the stream: what one step added to one session, or prose that replaces what came before it. */
export interface StreamEntry {
  readonly productId: string;
  /** From 1, without gaps per product. */
  readonly position: number;
  readonly sessionId: string;
  readonly type: "actions" | "summary";
  readonly at: EpochMs;
  /** The wire payload (`ActionsPayload` or `SummaryPayload`) as JSON text, one line. */
  readonly data: string;
}

export interface StreamPage {
  readonly entries: readonly StreamEntry[];
  /** Smallest position still kept, or null when none is. */
  readonly oldest: number | null;
  readonly head: number;
}

export interface NewSummary {
  readonly productId: string;
  readonly sessionId: string;
  readonly at: EpochMs;
  readonly summary: string;
  /** How many actions the summary stands for. */
  readonly replaces: number;
  /** Who put it into words; travels with it. */
  readonly origin?: "extractive" | "model";
}

/** A reader whose position the server keeps. */
export interface ConsumerRecord {
  readonly productId: string;
  readonly name: string;
  /** Everything up to here is done. */
  readonly acknowledged: number;
  /** Who reads now: grows with each reader that takes over; an acknowledgement with an older one is refused. */
  readonly fence: number;
  readonly leaseUntil: EpochMs;
  readonly version: number;
}
