import type { Action, EpochMs } from "@usher/core";
import type { CommitResult, EngineStep } from "../../ports/store.ts";
import type { ConsumerRecord, StreamEntry, StreamLog } from "../../ports/stream-log.ts";
import { requireStorable } from "../sql/storable-text.ts";
import { actionsEntry, type EntryOwner, type SummaryBody, summaryEntry } from "../stream-entry.ts";
import { keyOf, type MemoryTables } from "./memory-tables.ts";

/** One product's log. */
export interface ProductLog {
  head: number;
  entries: LoggedEntry[];
}

/** `body` is dropped when the session is forgotten; the position stays. */
export interface LoggedEntry {
  readonly position: number;
  readonly sessionId: string;
  readonly at: EpochMs;
  body:
    | ({ readonly actions: readonly Action[] } & EntryOwner)
    | ({ readonly actions?: never } & SummaryBody)
    | undefined;
}

export interface MemoryStreamLog extends StreamLog {
  /** Tells what came of a step of which those actions were stored. */
  append(step: EngineStep, stored: readonly Action[]): CommitResult;
}

export function createMemoryStreamLog(tables: MemoryTables, requireOpen: () => void): MemoryStreamLog {
  const consumers = new Map<string, ConsumerRecord>();

  function logOf(productId: string): ProductLog {
    const known = tables.logs.get(productId);
    if (known !== undefined) return known;
    const created: ProductLog = { head: 0, entries: [] };
    tables.logs.set(productId, created);
    return created;
  }

  function add(productId: string, entry: Omit<LoggedEntry, "position">): StreamEntry | undefined {
    const log = logOf(productId);
    log.head += 1;
    const added = { ...entry, position: log.head };
    log.entries.push(added);
    return toEntry(productId, added);
  }

  function toEntry(productId: string, { body, ...rest }: LoggedEntry): StreamEntry | undefined {
    if (body === undefined) return undefined;
    const place = { ...rest, productId };
    if (body.actions === undefined) return summaryEntry(place, body);
    const { actions, ...owner } = body;
    const kept = actions.filter(({ id }) => tables.eventIds.has(keyOf(productId, id)));
    return kept.length === 0 ? undefined : actionsEntry(place, owner, kept);
  }

  return {
    append({ at, session, actions, sessionGoal }, stored) {
      const duplicateCount = actions.length - stored.length;
      if (stored.length === 0) return { outcome: "saved", duplicateCount };
      const { productId, sessionId, userId, email, conversationId, actionCount } = session;
      const firstIndex = actionCount - actions.length;
      const entry = add(productId, {
        sessionId,
        at,
        body: { userId, email, conversationId, firstIndex, sessionGoal, actions: stored },
      });
      return { outcome: "saved", duplicateCount, ...(entry === undefined ? {} : { entry }) };
    },

    async entriesAfter(productId, position, limit) {
      const { head, entries } = logOf(productId);
      const found: StreamEntry[] = [];
      for (const entry of entries) {
        if (found.length === limit) break;
        const shown = entry.position > position ? toEntry(productId, entry) : undefined;
        if (shown !== undefined) found.push(shown);
      }
      return { entries: found, oldest: entries[0]?.position ?? null, head };
    },

    async head(productId) {
      return logOf(productId).head;
    },

    async appendSummary({ productId, sessionId, at, ...body }) {
      requireOpen();
      requireStorable(productId, sessionId);
      return add(productId, { sessionId, at, body }) as StreamEntry;
    },

    async pruneStream(before, keep = Number.POSITIVE_INFINITY) {
      let pruned = 0;
      for (const log of tables.logs.values()) {
        const kept = log.entries.findIndex(({ at, position }) => at >= before && position > log.head - keep);
        pruned += log.entries.splice(0, kept === -1 ? log.entries.length : kept).length;
      }
      return pruned;
    },

    async findConsumer(productId, name) {
      return consumers.get(keyOf(productId, name));
    },

    async saveConsumer(consumer) {
      requireOpen();
      requireStorable(consumer.productId, consumer.name);
      const key = keyOf(consumer.productId, consumer.name);
      if ((consumers.get(key)?.version ?? 0) !== consumer.version - 1) return "stale";
      consumers.set(key, consumer);
      return "saved";
    },

    async listConsumers(productId) {
      return [...consumers.values()]
        .filter((consumer) => consumer.productId === productId)
        .sort((left, right) => (left.name < right.name ? -1 : 1));
    },
  };
}
