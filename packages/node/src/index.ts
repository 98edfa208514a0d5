export { UsherError } from "@usher/core";
export type {
  ActionsPayload,
  AnyPayload,
  ChatMemoryProvider,
  ContextQuery,
  ContextStoreOptions,
  KnowledgeBaseRetriever,
  RagChatProviders,
  RagReplyInputs,
  RecentActionsPayloadSource,
  SessionRef,
  SlimAction,
  SummaryPayload,
  UserSessionIndexOptions,
} from "@usher/core/documented";
export {
  assembleRagChatContext as assembleChatContext,
  ContextStore,
  payloadToText,
  UserSessionIndex,
} from "@usher/core/documented";
export type { DrainFilter, EventBufferOptions } from "./buffer/event-buffer.ts";
export { EventBuffer } from "./buffer/event-buffer.ts";
export type { RedisCommand } from "./buffer/redis-command.ts";
export type { RedisEventBufferOptions } from "./buffer/redis-event-buffer.ts";
export { RedisEventBuffer } from "./buffer/redis-event-buffer.ts";
export type { ChatMemoryOptions, ChatTurn } from "./chat/chat-memory.ts";
export { ChatMemory } from "./chat/chat-memory.ts";
export type { ChatPipeline, ChatPipelineOptions } from "./chat/chat-pipeline.ts";
export { composeChatPipeline } from "./chat/chat-pipeline.ts";
export type { ConversationLinksOptions } from "./chat/conversation-links.ts";
export { ConversationLinks } from "./chat/conversation-links.ts";
export type { ConversationLink, SignLinkOptions } from "./chat/link-token.ts";
export { signLinkToken, verifyLinkToken } from "./chat/link-token.ts";
export type { Clock } from "./clock.ts";
export { systemClock } from "./clock.ts";
export type { CopilotApp, CopilotAppOptions } from "./copilot/build-copilot-app.ts";
export { buildCopilotApp } from "./copilot/build-copilot-app.ts";
export { DEFAULT_COPILOT_PROMPT } from "./copilot/copilot-prompt.ts";
export type { Fetch } from "./fetch.ts";
export type { KnowledgeResult, KnowledgeResults } from "./knowledge/knowledge-results.ts";
export type { KnowledgeQuery } from "./knowledge/query-knowledge-base.ts";
export type { Llm } from "./llm.ts";
export type { UserMemoryProfile, UserMemoryQuery } from "./memory/get-user-memory.ts";
export type { Metric, OnMetric } from "./metric.ts";
export type { Overflow } from "./session-lanes.ts";
export type { ServerActionsSourceOptions } from "./source/server-actions-source.ts";
export { serverActionsSource } from "./source/server-actions-source.ts";
export type { ConnectorState, ConnectorStats } from "./stream/connector-client.ts";
export { ConnectorClient } from "./stream/connector-client.ts";
export type { ConnectorClientOptions } from "./stream/connector-options.ts";
export type {
  DeliveryInfo,
  Disconnect,
  DisconnectReason,
  PayloadHandler,
  StreamGap,
  StreamHandlers,
} from "./stream/stream-handlers.ts";
export { AgentContextWriter } from "./summary/agent-context-writer.ts";
export { SessionSummarizer } from "./summary/session-summarizer.ts";
export type { SessionSummary, SummaryListener } from "./summary/session-summary.ts";
export type { SessionSummarizerOptions } from "./summary/summarizer-options.ts";
export { DEFAULT_SUMMARY_PROMPT } from "./summary/summary-prompt.ts";
export type { AgentContextWriterOptions } from "./summary/writer-options.ts";
export { expressWebhook } from "./webhook/adapters/express.ts";
export type { FastifyLike, FastifyReplyLike, FastifyRequestLike } from "./webhook/adapters/fastify.ts";
export { fastifyWebhook } from "./webhook/adapters/fastify.ts";
export { fetchWebhook } from "./webhook/adapters/fetch.ts";
export { honoWebhook } from "./webhook/adapters/hono.ts";
export { nextPagesWebhook, nextWebhook } from "./webhook/adapters/next.ts";
export type { DeliveryLog, InMemoryDeliveryLogOptions } from "./webhook/delivery-log.ts";
export { InMemoryDeliveryLog } from "./webhook/delivery-log.ts";
export type { NodeRequest } from "./webhook/read-raw-body.ts";
export type { SignWebhookOptions } from "./webhook/sign-webhook.ts";
export { signWebhook } from "./webhook/sign-webhook.ts";
export type { WebhookScheme } from "./webhook/verify-webhook.ts";
export type { WebhookHeaders } from "./webhook/webhook-headers.ts";
export type { WebhookReceiverOptions } from "./webhook/webhook-options.ts";
export type { WebhookOutcome, WebhookRejection, WebhookReply } from "./webhook/webhook-outcome.ts";
export { webhookReply } from "./webhook/webhook-outcome.ts";
export { WebhookReceiver } from "./webhook/webhook-receiver.ts";
