import { type Action, type Offer, type RecordedStep, type SessionSnapshot, UsherError } from "@usher/core";
import type { AnalysisRecord, MemoryRecord } from "../../ports/memory-store.ts";
import type {
  AttentionRecord,
  ChatMessageRecord,
  LedgerRecord,
  SessionRecord,
  StoredFrame,
  VisitorRecord,
} from "../../ports/store.ts";
import { hashUser } from "../hash-user.ts";
import type { ProductLog } from "./stream-log.ts";

/** What one session has gathered. */
export interface SessionRows {
  record: SessionRecord;
  /** By event time, ties by id. */
  readonly actions: Action[];
  /** By offset. */
  frames: StoredFrame[];
  readonly ledger: LedgerRecord[];
  readonly start: SessionSnapshot;
  /** Null once forgotten. */
  recorded: RecordedStep[] | null;
  openOfferId: string | undefined;
}

/** What the store without storage holds; its parts share it. Keys are made by `keyOf`. */
export interface MemoryTables {
  readonly visitors: Map<string, VisitorRecord>;
  readonly sessions: Map<string, SessionRows>;
  readonly sessionsByVisitor: Map<string, SessionRows[]>;
  readonly attention: Map<string, AttentionRecord>;
  readonly eventIds: Set<string>;
  readonly offers: Map<string, Offer>;
  readonly chats: Map<string, ChatMessageRecord[]>;
  readonly memories: Map<string, MemoryRecord>;
  readonly analyses: Map<string, AnalysisRecord>;
  /** By product. */
  readonly logs: Map<string, ProductLog>;
  /** Hashes of erased users (`hashUser`). */
  readonly erasedUsers: Set<string>;
}

export function createMemoryTables(): MemoryTables {
  return {
    visitors: new Map(),
    sessions: new Map(),
    sessionsByVisitor: new Map(),
    attention: new Map(),
    eventIds: new Set(),
    offers: new Map(),
    chats: new Map(),
    memories: new Map(),
    analyses: new Map(),
    logs: new Map(),
    erasedUsers: new Set(),
  };
}

/** Keys hold no NUL (they are refused), so it separates them without ambiguity. */
export function keyOf(productId: string, id: string): string {
  return `${productId}\0${id}`;
}

/** Refuses what names an erased user. Throws `user_erased`. */
export function requireNotErased({ erasedUsers }: MemoryTables, productId: string, userId: string | null): void {
  if (userId === null || erasedUsers.size === 0 || !erasedUsers.has(hashUser(productId, userId))) return;
  throw new UsherError("user_erased", "This user was erased; nothing of them is accepted.");
}
