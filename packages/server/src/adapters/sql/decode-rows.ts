import type { Attention, IdentityLevel, SessionSnapshot } from "@usher/core";
import type {
  AttentionRecord,
  ChatMessageRecord,
  SessionRecord,
  StoredFrame,
  VisitorRecord,
} from "../../ports/store.ts";
import type { ConsumerRecord } from "../../ports/stream-log.ts";
import type {
  AttentionTable,
  ChatMessageTable,
  ConsumerTable,
  FrameTable,
  SessionTable,
  VisitorTable,
} from "./tables.ts";

// Rows were encoded by this store from these very types, so reading them back asserts their shape instead of checking it.

export function decodeVisitor(row: VisitorTable): VisitorRecord {
  return {
    productId: row.product_id,
    visitorId: row.visitor_id,
    secretHash: row.secret_hash,
    userId: row.user_id,
    level: row.level as IdentityLevel,
    verifiedUntil: row.verified_until,
    createdAt: row.created_at,
  };
}

export function decodeSession(row: SessionTable): SessionRecord {
  return {
    productId: row.product_id,
    sessionId: row.session_id,
    visitorId: row.visitor_id,
    userId: row.user_id,
    level: row.level as IdentityLevel,
    subject: row.subject,
    generation: row.generation,
    snapshot: JSON.parse(row.snapshot) as SessionSnapshot,
    version: row.version,
    wakeAt: row.wake_at,
    lastActiveAt: row.last_active_at,
    createdAt: row.created_at,
    actionCount: row.action_count,
    email: row.email,
    source: row.source,
    conversationId: row.conversation_id,
  };
}

export function decodeAttention(row: AttentionTable): AttentionRecord {
  return {
    productId: row.product_id,
    subject: row.subject,
    attention: JSON.parse(row.body) as Attention,
    version: row.version,
  };
}

export function decodeFrame(row: FrameTable): StoredFrame {
  return { offset: row.position, event: row.event as StoredFrame["event"], data: row.body, createdAt: row.created_at };
}

export function decodeChatMessage(row: ChatMessageTable): ChatMessageRecord {
  const body = JSON.parse(row.body) as Pick<ChatMessageRecord, "offerId" | "role" | "text">;
  return {
    productId: row.product_id,
    sessionId: row.session_id,
    messageId: row.message_id,
    offerId: body.offerId,
    role: body.role,
    text: body.text,
    at: row.at,
  };
}

export function decodeConsumer(row: ConsumerTable): ConsumerRecord {
  return {
    productId: row.product_id,
    name: row.name,
    acknowledged: row.acknowledged,
    fence: row.fence,
    leaseUntil: row.lease_until,
    version: row.version,
  };
}
