import type { Action, EpochMs } from "@usher/core";

/** What servers and operators ask about people: their activity, their conversations, everything, or nothing any more. */
export interface ActivityStore {
  /** The user's latest actions over all sessions, oldest first. */
  userActions(productId: string, userId: string, since: EpochMs, limit: number): Promise<readonly UserAction[]>;
  /** The user's sessions, the latest activity first. */
  userSessions(productId: string, userId: string, limit: number): Promise<readonly string[]>;

  /** Visitors of event sources by the vendor's anonymous id: whom they turned out to be. */
  linkAnonymous(productId: string, anonymousId: string, userId: string): Promise<void>;
  findAnonymous(productId: string, anonymousId: string): Promise<string | undefined>;
  describePerson(person: PersonRecord): Promise<void>;
  findPerson(productId: string, personId: string): Promise<PersonRecord | undefined>;
  /**
   * Whom an email address belongs to, as pages and event sources said, whatever its case: user ids, and anonymous ids of visitors who
   * have no name yet. At most `limit`, in no order.
   */
  usersByEmail(productId: string, email: string, limit: number): Promise<readonly string[]>;

  linkConversation(link: ConversationLinkRecord): Promise<void>;
  findConversation(productId: string, conversationId: string): Promise<ConversationLinkRecord | undefined>;
  conversationOf(productId: string, sessionId: string): Promise<ConversationLinkRecord | undefined>;

  quarantine(events: readonly QuarantinedEvent[]): Promise<void>;
  listQuarantine(productId: string, limit: number): Promise<readonly QuarantinedEvent[]>;

  /** Every row that belongs to a user, table by table, a page at a time, without holding all of it. */
  exportUser(productId: string, userId: string): AsyncIterable<ExportedRow>;
  exportProduct(productId: string): AsyncIterable<ExportedRow>;
  /**
   * Deletes a user everywhere and remembers, by hash, that nothing of them may come again: from then on a write that names
   * them is refused with `user_erased`. Again does no harm.
   */
  eraseUser(productId: string, userId: string, at: EpochMs): Promise<Erasure>;
  isErased(productId: string, userId: string): Promise<boolean>;

  /**
   * Deletes sessions without activity since the moment that wait for nothing, with all that hangs on them; returns how
   * many sessions. Of their offers the outcome stays.
   */
  pruneSessions(before: EpochMs, pruning?: SessionPruning): Promise<number>;
  /** Deletes the conversations of sessions without activity since the moment; returns how many messages. */
  pruneChat(before: EpochMs): Promise<number>;
  /** Deletes the outcomes of offers made before the moment whose sessions are gone. */
  pruneOutcomes(before: EpochMs): Promise<number>;
  /** Forgets visitors and users whose last session is gone and was last active before the moment; returns how many. */
  pruneVisitors(before: EpochMs): Promise<number>;
  pruneQuarantine(before: EpochMs): Promise<number>;
  /** Rows by table, for the accounting equation. Counts them, so it takes a while on a large store. */
  countRows(): Promise<Readonly<Record<string, number>>>;
}

/** What the rest of the process knows about sessions that are to go. */
export interface SessionPruning {
  /** Whether somebody listens to it: such a session stays. */
  isOpen?(productId: string, sessionId: string): boolean;
  /** Called once the session is gone. */
  onPruned?(productId: string, sessionId: string): void;
}

/** Whom an erasure concerned, for those who keep something of them in memory. */
export interface Erasure {
  /** Rows deleted, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Whether their bytes are gone from the store's files, too. Otherwise they go with what is written next. */
  readonly scrubbed: boolean;
  readonly sessionIds: readonly string[];
  /** Subjects whose attention is gone. */
  readonly subjects: readonly string[];
}

export interface UserAction {
  readonly sessionId: string;
  readonly action: Action;
}

/** What pages and event sources said about a person. */
export interface PersonRecord {
  readonly productId: string;
  /** User id, or the vendor's anonymous id. */
  readonly personId: string;
  readonly email: string | null;
  readonly traits: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ConversationLinkRecord {
  readonly productId: string;
  readonly conversationId: string;
  readonly sessionId: string;
  readonly linkedAt: EpochMs;
}

/** An event that could not be stored, kept for inspection. */
export interface QuarantinedEvent {
  readonly productId: string;
  readonly eventId: string;
  readonly reason: string;
  /** The event as JSON text, cut to 8 KiB. */
  readonly body: string;
  readonly at: EpochMs;
}

export interface ExportedRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}
