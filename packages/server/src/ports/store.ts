import type {
  Action,
  Attention,
  EpochMs,
  IdentityLevel,
  LedgerNote,
  Offer,
  RecordedSession,
  RecordedStep,
  SessionGoal,
  SessionSnapshot,
} from "@usher/core";
import type { ActivityStore } from "./activity-store.ts";
import type { KnowledgeStore } from "./knowledge-store.ts";
import type { MemoryStore } from "./memory-store.ts";
import type { PathStore } from "./path-store.ts";
import type { ProductStore } from "./product-store.ts";
import type { StreamEntry, StreamLog } from "./stream-log.ts";
import type { WebhookStore } from "./webhook-store.ts";

/**
 * What the server keeps. One contract, every adapter (`store.contract.ts`): embedded SQLite now, Postgres later.
 * Every promise resolves only when the data is durable. Everything is keyed by product: no method works across products.
 */
export interface Store {
  /** Random id of this store's history, made when the store is created and again on restore. */
  readonly epoch: string;

  /** What servers read: every stored action, in the order in which steps were committed. */
  readonly stream: StreamLog;
  readonly products: ProductStore;
  readonly paths: PathStore;
  /** Documents of knowledge bases. */
  readonly knowledge: KnowledgeStore;
  readonly activity: ActivityStore;
  readonly memories: MemoryStore;
  readonly webhooks: WebhookStore;

  /**
   * One engine step, all or nothing; what it stored is in the product's stream from then on. Steps that are committed
   * together resolve in the order of their positions.
   */
  commitStep(step: EngineStep): Promise<CommitResult>;

  createVisitor(visitor: VisitorRecord): Promise<void>;
  findVisitor(productId: string, visitorId: string): Promise<VisitorRecord | undefined>;
  /** Sets the visitor's user (or clears it with null) and bumps nothing else. */
  setVisitorUser(
    productId: string,
    visitorId: string,
    user: { userId: string; level: IdentityLevel; verifiedUntil: EpochMs | null } | null,
  ): Promise<void>;

  /** Version 1 of a new session. */
  createSession(session: SessionRecord): Promise<void>;
  findSession(productId: string, sessionId: string): Promise<SessionRecord | undefined>;
  /** The visitor's session with the latest activity. */
  latestSession(productId: string, visitorId: string): Promise<SessionRecord | undefined>;
  findAttention(productId: string, subject: string): Promise<AttentionRecord | undefined>;
  /** Open sessions' wake-ups, soonest first: restores the timers after a restart. */
  wakeUps(): Promise<readonly WakeUp[]>;

  /** The latest `limit` actions by event time (ties by id), oldest first. */
  recentActions(productId: string, sessionId: string, limit: number): Promise<readonly Action[]>;
  findOffer(productId: string, offerId: string): Promise<Offer | undefined>;

  /** Stream frames after an offset, in order, at most `limit`; `oldest` is the first offset still kept (frames are pruned). */
  framesAfter(productId: string, sessionId: string, offset: number, limit: number): Promise<StoredFrames>;
  /** Deletes frames created before the moment; returns how many. */
  pruneFrames(before: EpochMs): Promise<number>;

  appendChat(messages: readonly ChatMessageRecord[]): Promise<void>;
  /** Oldest first. */
  chatHistory(productId: string, sessionId: string, limit: number): Promise<readonly ChatMessageRecord[]>;

  /** Ledger rows of a session in order of `at`, newest `limit`, oldest first. */
  ledger(productId: string, sessionId: string, limit: number): Promise<readonly LedgerRecord[]>;

  /** Everything the engine was given in a session, to compute its decisions again. Undefined when it was not kept. */
  recordedSession(productId: string, sessionId: string): Promise<RecordedSession | undefined>;
  /** Sessions by subject, then by their beginning, so that those of one person follow each other; a page at a time. */
  listSessions(productId: string, query: SessionQuery): Promise<readonly SessionListing[]>;
  /** Forgets what the engine was given in sessions without activity since the moment; returns how many steps. */
  pruneRecordings(before: EpochMs): Promise<number>;
  /** Deletes the ledger of sessions without activity since the moment; returns how many rows. */
  pruneLedger(before: EpochMs): Promise<number>;

  /** Throws when the store cannot write (readiness check). */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export type CommitResult =
  /** A version moved on meanwhile: nothing was written; run the step again. */
  | { readonly outcome: "stale" }
  | {
      readonly outcome: "saved";
      /** Actions of the step that were left out because an action of that id was stored before, in whichever session. */
      readonly duplicateCount: number;
      /** Left out when the step stored no action. */
      readonly entry?: StreamEntry;
    };

export interface VisitorRecord {
  readonly productId: string;
  readonly visitorId: string;
  /** SHA-256 of the secret, hex. The secret itself is never stored. */
  readonly secretHash: string;
  readonly userId: string | null;
  readonly level: IdentityLevel;
  /** When the proof of a verified identity ends; null for the other levels. */
  readonly verifiedUntil: EpochMs | null;
  readonly createdAt: EpochMs;
}

export interface SessionRecord {
  readonly productId: string;
  readonly sessionId: string;
  readonly visitorId: string;
  readonly userId: string | null;
  readonly level: IdentityLevel;
  /** Whose attention this session spends: `user:<id>` or `visitor:<id>`. */
  readonly subject: string;
  /** Grows when the session's identity changes; tokens and streams of an older generation are refused. */
  readonly generation: number;
  /** Engine state as JSON-compatible data; opaque to the store. */
  readonly snapshot: SessionSnapshot;
  /** 1 when created; each committed step adds one. */
  readonly version: number;
  readonly wakeAt: EpochMs | null;
  readonly lastActiveAt: EpochMs;
  readonly createdAt: EpochMs;
  /** Actions stored so far. In a step it counts all actions of the step; the store takes off the duplicates. */
  readonly actionCount: number;
  readonly email: string | null;
  /** Id of the event source that the session's events come from; null for our own page SDK. */
  readonly source: string | null;
  /** The conversation elsewhere that was linked to this session. */
  readonly conversationId: string | null;
}

export interface AttentionRecord {
  readonly productId: string;
  readonly subject: string;
  readonly attention: Attention;
  /** 0 in `EngineStep.expected` means: must not exist yet. */
  readonly version: number;
}

export interface WakeUp {
  readonly productId: string;
  readonly sessionId: string;
  readonly wakeAt: EpochMs;
}

export interface SessionQuery {
  /** Only sessions active at or after this moment. */
  readonly since?: EpochMs;
  readonly userId?: string;
  /** The last entry of the page before. */
  readonly after?: SessionListing;
  readonly limit: number;
}

export type SessionListing = Pick<SessionRecord, "sessionId" | "subject" | "userId" | "createdAt" | "lastActiveAt">;

export interface EngineStep {
  /** The engine's `now` for this step; its ledger rows carry it. */
  readonly at: EpochMs;
  /** The record to write; its `version` is the expected one plus one. */
  readonly session: SessionRecord;
  /** Likewise; left out when unchanged. An expected version of 0 inserts. */
  readonly attention?: AttentionRecord;
  readonly actions: readonly Action[];
  /** What the session seems to be about after them, golden paths left out: following them costs too much at every step. */
  readonly sessionGoal?: SessionGoal | undefined;
  /** Inserted or, by id, replaced. */
  readonly offers: readonly Offer[];
  readonly frames: readonly StoredFrame[];
  readonly notes: readonly LedgerNote[];
  /** What the engine was given; kept under the version it led to. Actions in it are kept once, as actions. */
  readonly recorded?: RecordedStep;
}

export interface StoredFrame {
  /** Position in the session's stream, from 1; assigned by the engine state, so it has no gaps. */
  readonly offset: number;
  readonly event: "offer" | "withdraw" | "tour";
  /** JSON text, one line. */
  readonly data: string;
  readonly createdAt: EpochMs;
}

export interface StoredFrames {
  readonly frames: readonly StoredFrame[];
  /** Smallest offset still kept, or null when none is. */
  readonly oldest: number | null;
}

export interface ChatMessageRecord {
  readonly productId: string;
  readonly sessionId: string;
  readonly messageId: string;
  readonly offerId: string | null;
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly at: EpochMs;
}

export interface LedgerRecord {
  readonly at: EpochMs;
  readonly note: LedgerNote;
}
