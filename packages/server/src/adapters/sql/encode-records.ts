import type {
  AttentionRecord,
  ChatMessageRecord,
  EngineStep,
  SessionRecord,
  VisitorRecord,
} from "../../ports/store.ts";
import type { ConsumerRecord } from "../../ports/stream-log.ts";
import { encodeRecordedStep } from "./recorded-steps.ts";
import { requireStorable, toJsonText } from "./storable-text.ts";
import type { NewChatMessage, StepRows } from "./store-write.ts";
import type { AttentionTable, ConsumerTable, SessionTable, VisitorTable } from "./tables.ts";

export function encodeStep(step: EngineStep): StepRows {
  const session = encodeSession(step.session);
  const key = { product_id: session.product_id, session_id: session.session_id };
  return {
    at: step.at,
    session,
    sessionGoal: step.sessionGoal,
    attention: step.attention && encodeAttention(step.attention),
    actions: step.actions.map((action) => {
      requireStorable(action.id);
      return { ...key, event_id: action.id, at: action.at, body: toJsonText(action) };
    }),
    offers: step.offers.map((offer) => {
      requireStorable(offer.id);
      return { ...key, offer_id: offer.id, status: offer.status, body: toJsonText(offer) };
    }),
    frames: step.frames.map((frame) => {
      requireStorable(frame.data);
      return { ...key, position: frame.offset, event: frame.event, body: frame.data, created_at: frame.createdAt };
    }),
    notes: step.notes.map((note, position) => ({
      ...key,
      at: step.at,
      version: session.version,
      position,
      body: toJsonText(note),
    })),
    recorded: encodeRecordedStep(step),
  };
}

export function encodeSession(session: SessionRecord): SessionTable {
  requireStorable(session.productId, session.sessionId, session.visitorId, session.userId, session.subject);
  requireStorable(session.email, session.source, session.conversationId);
  return {
    product_id: session.productId,
    session_id: session.sessionId,
    visitor_id: session.visitorId,
    user_id: session.userId,
    level: session.level,
    subject: session.subject,
    generation: session.generation,
    snapshot: toJsonText(session.snapshot),
    version: session.version,
    wake_at: session.wakeAt,
    last_active_at: session.lastActiveAt,
    created_at: session.createdAt,
    action_count: session.actionCount,
    email: session.email,
    source: session.source,
    conversation_id: session.conversationId,
  };
}

function encodeAttention(record: AttentionRecord): AttentionTable {
  requireStorable(record.productId, record.subject);
  return {
    product_id: record.productId,
    subject: record.subject,
    version: record.version,
    body: toJsonText(record.attention),
  };
}

export function encodeVisitor(visitor: VisitorRecord): VisitorTable {
  requireStorable(visitor.productId, visitor.visitorId, visitor.secretHash, visitor.userId);
  return {
    product_id: visitor.productId,
    visitor_id: visitor.visitorId,
    secret_hash: visitor.secretHash,
    user_id: visitor.userId,
    level: visitor.level,
    verified_until: visitor.verifiedUntil,
    created_at: visitor.createdAt,
  };
}

export function encodeChatMessage(message: ChatMessageRecord): NewChatMessage {
  requireStorable(message.productId, message.sessionId, message.messageId);
  return {
    product_id: message.productId,
    session_id: message.sessionId,
    message_id: message.messageId,
    at: message.at,
    body: toJsonText({ offerId: message.offerId, role: message.role, text: message.text }),
  };
}

export function encodeConsumer(consumer: ConsumerRecord): ConsumerTable {
  requireStorable(consumer.productId, consumer.name);
  return {
    product_id: consumer.productId,
    name: consumer.name,
    acknowledged: consumer.acknowledged,
    fence: consumer.fence,
    lease_until: consumer.leaseUntil,
    version: consumer.version,
  };
}
