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

  linkConversation(link: ConversationLinkRecord): Promise<void>;
  findConversation(productId: string, conversationId: string): Promise<ConversationLinkRecord | undefined>;
  conversationOf(productId: string, sessionId: string): Promise<ConversationLinkRecord | undefined>;

  quarantine(events: readonly QuarantinedEvent[]): Promise<void>;
  listQuarantine(productId: string, limit: number): Promise<readonly QuarantinedEvent[]>;

  /** Every row that belongs to a user, table by table, a page at a time, without holding all of it. */
  exportUser(productId: string, userId: string): AsyncIterable<ExportedRow>;
  exportProduct(productId: string): AsyncIterable<ExportedRow>;
  /** Deletes a user everywhere and remembers, by hash, that nothing of them may come again. Rows deleted, by table. */
  eraseUser(productId: string, userId: string, at: EpochMs): Promise<Readonly<Record<string, number>>>;
  isErased(productId: string, userId: string): Promise<boolean>;

  /** Deletes sessions idle since the moment with all that hangs on them; returns how many sessions. */
  pruneSessions(before: EpochMs): Promise<number>;
  pruneVisitors(before: EpochMs): Promise<number>;
  pruneQuarantine(before: EpochMs): Promise<number>;
  /** Rows by table, for the accounting equation. */
  countRows(): Promise<Readonly<Record<string, number>>>;
}

export interface UserAction {
  readonly sessionId: string;
  readonly action: Action;
}

/** What event sources said about a person. */
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
