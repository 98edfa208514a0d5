import type { EpochMs, SessionAnalysis, UserMemory } from "@usher/core";

/** What is remembered of people, and the analyses of sessions that it is made of. */
export interface MemoryStore {
  findMemory(productId: string, subject: string): Promise<MemoryRecord | undefined>;
  /**
   * All or nothing. `stale`: the memory has moved on, or was not there; read it again. `gone`: the session of the
   * analysis no longer exists or, without one, the visitor whose memory it is. Throws `user_erased` for an erased user's
   * memory.
   */
  saveMemory(memory: MemoryRecord, analysis?: AnalysisRecord): Promise<"saved" | "stale" | "gone">;
  /** Moves a person's analyses to another name and leaves one memory, the given one. `stale` as above, for either. */
  mergeMemory(merged: MemoryRecord, from: MemoryRecord): Promise<"saved" | "stale">;
  /** Keeps the memory, which holds what was forgotten when, and empties the subject's analyses. */
  forgetMemory(memory: MemoryRecord): Promise<"saved" | "stale" | "gone">;

  findAnalysis(productId: string, sessionId: string): Promise<AnalysisRecord | undefined>;
  /** The latest end first, ties by session id; forgotten ones are left out. */
  listAnalyses(productId: string, query: AnalysisQuery): Promise<readonly AnalysisRecord[]>;
  /** Sessions with actions that no analysis has seen, by product and id, after a key; a page at a time. */
  unanalysedSessions(limit: number, after?: SessionKey): Promise<readonly UnanalysedSession[]>;
  /** Subjects of which something is remembered, in order; a page at a time. */
  listSubjects(productId: string, limit: number, after?: string): Promise<readonly string[]>;
}

export interface MemoryRecord {
  readonly productId: string;
  /** `user:<id>`, `claimed:<id>` or `visitor:<id>`. */
  readonly subject: string;
  readonly memory: UserMemory;
  /** Of the write: the version held plus one; 1 inserts. */
  readonly version: number;
}

export interface AnalysisRecord {
  readonly productId: string;
  readonly sessionId: string;
  readonly subject: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs;
  /** The session's actions when it was analysed. */
  readonly actionCount: number;
  /** Undefined once it was forgotten. */
  readonly analysis: SessionAnalysis | undefined;
}

export interface AnalysisQuery {
  readonly subjects?: readonly string[];
  readonly userId?: string;
  /** Whether its letters A to Z are capitals makes no difference. */
  readonly email?: string;
  /** As the analyses have it in `meta.organization_id`. */
  readonly organizationId?: string;
  /** Sessions that ended at or after `since`, and began before `until`. */
  readonly since?: EpochMs;
  readonly until?: EpochMs;
  readonly limit: number;
  /** The last one of the page before. */
  readonly after?: Pick<AnalysisRecord, "endedAt" | "sessionId">;
}

export interface SessionKey {
  readonly productId: string;
  readonly sessionId: string;
}

export interface UnanalysedSession extends SessionKey {
  readonly lastActiveAt: EpochMs;
}
