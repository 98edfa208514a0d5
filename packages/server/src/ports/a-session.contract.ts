import { createSnapshot, DEFAULT_POLICY } from "@usher/core";
import type { SessionRecord } from "./store.ts";

/** The moment at which the sessions of the contract suites begin. */
export const NOW = 1_750_000_000_000;

/** A session as the engine begins it: an anonymous visitor's, without an action. */
export function aSession(change: Partial<SessionRecord> = {}): SessionRecord {
  const sessionId = change.sessionId ?? "s1";
  return {
    productId: "demo",
    sessionId,
    visitorId: "v1",
    userId: null,
    level: "anonymous",
    subject: "visitor:v1",
    generation: 1,
    snapshot: createSnapshot(sessionId, DEFAULT_POLICY, NOW),
    version: 1,
    wakeAt: null,
    lastActiveAt: NOW,
    createdAt: NOW,
    actionCount: 0,
    email: null,
    source: null,
    conversationId: null,
    ...change,
  };
}
