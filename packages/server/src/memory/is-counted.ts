import type { UserMemory } from "@usher/core";
import type { AnalysisRecord } from "../ports/memory-store.ts";
import type { SessionRecord } from "../ports/store.ts";

/**
 * Whether the session is one that the memory, being full, only counts by now, and nothing came to it since. What is
 * counted has no name any more: folded again, it would be another session.
 */
export function isCounted(memory: UserMemory, session: SessionRecord, previous: AnalysisRecord | undefined): boolean {
  return (
    memory.older.sessionCount > 0 &&
    previous?.analysis !== undefined &&
    previous.subject === session.subject &&
    previous.actionCount === session.actionCount &&
    !memory.sessions.some(({ sessionId }) => sessionId === session.sessionId)
  );
}
