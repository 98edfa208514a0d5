import type { Attention, EngineInput, EngineStepResult } from "@usher/core";
import type { SessionRecord } from "../ports/store.ts";
import type { NewSummary, StreamEntry } from "../ports/stream-log.ts";

/** The engine's shell: one input at a time per person, saved before it has any effect. */
export interface SessionEngine {
  /** Applies an input to a session. Throws UsherError `session_unknown`, or what the store throws. */
  apply(productId: string, sessionId: string, input: EngineInput): Promise<EngineStepResult>;
  /** The session as last saved. */
  find(productId: string, sessionId: string): Promise<SessionRecord | undefined>;
  attention(productId: string, subject: string): Promise<Attention>;
  /** Names the session's user: their attention is spent from now on. Returns the record with its new generation. */
  /** @param options `isSamePerson`: what is remembered of whoever it was goes along, also when they had a user id. */
  identify(
    productId: string,
    sessionId: string,
    identity: SessionIdentity,
    options?: { readonly isSamePerson?: boolean },
  ): Promise<SessionRecord>;
  /** Keeps what became known about a session; later entries of the stream carry it. Throws `session_unknown`. */
  describe(productId: string, sessionId: string, facts: SessionFacts): Promise<SessionRecord>;
  /** Appends a summary to the product's stream. */
  appendSummary(summary: NewSummary): Promise<StreamEntry>;
  /** What is remembered of a person has changed: the next step of their sessions reads it again. */
  refreshMemory(productId: string, subject: string): void;
  /** Forgets what it holds of sessions and subjects that are gone from the store; their timers do not fire. */
  evict(productId: string, sessionIds: readonly string[], subjects?: readonly string[]): void;
  /** Sets the timers that were running when the server stopped. */
  restoreTimers(): Promise<number>;
  /** Finishes what was begun; no timer fires afterwards. */
  stop(): Promise<void>;
}

export interface SessionIdentity {
  readonly userId: string;
  readonly level: SessionRecord["level"];
  readonly subject: string;
}

export type SessionFacts = Partial<Pick<SessionRecord, "email" | "conversationId">>;
