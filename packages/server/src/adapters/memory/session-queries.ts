import type { Offer } from "@usher/core";
import { keyOf, type MemoryTables, type SessionRows } from "./memory-tables.ts";

export function sessionsWhere(tables: MemoryTables, fits: (rows: SessionRows) => boolean): SessionRows[] {
  return [...tables.sessions.values()].filter(fits);
}

/** The latest activity first. */
export function sessionsOf(tables: MemoryTables, productId: string, userId: string): SessionRows[] {
  return sessionsWhere(tables, ({ record }) => record.productId === productId && record.userId === userId).sort(
    ({ record: left }, { record: right }) =>
      right.lastActiveAt - left.lastActiveAt || (left.sessionId < right.sessionId ? -1 : 1),
  );
}

/** Theirs, and those of their browser from before they signed in. */
export function tracesOf(tables: MemoryTables, productId: string, userId: string): SessionRows[] {
  const isTheirs = (visitorId: string): boolean => tables.visitors.get(keyOf(productId, visitorId))?.userId === userId;
  return sessionsWhere(
    tables,
    ({ record }) =>
      record.productId === productId &&
      (record.userId === userId || (record.userId === null && isTheirs(record.visitorId))),
  );
}

export function offersOf({ offers }: MemoryTables, { record }: SessionRows): Offer[] {
  return [...offers]
    .filter(([key, offer]) => offer.sessionId === record.sessionId && key === keyOf(record.productId, offer.id))
    .map(([, offer]) => offer);
}
