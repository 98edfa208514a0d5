/**
 * The documented low-level trigger API: payloads in, a context over them, triggers asked in order, results out.
 * Moments and durations are seconds, as on the wire; `S` ends the name of each.
 */

// Payloads
export {
  type ActionsPayload,
  actionsPayload,
  actionsPayloadToText,
  actionsPayloadToWire,
  mergeActionsPayloads,
  parseActionsPayload,
} from "./actions/actions-payload.ts";
export {
  parseSlimAction,
  type SlimAction,
  slimAction,
  slimActionToText,
  slimActionToWire,
} from "./actions/slim-action.ts";
export {
  type AnyPayload,
  parseSummaryPayload,
  payloadToText,
  type SummaryOrigin,
  type SummaryPayload,
  summaryPayloadToWire,
} from "./actions/summary-payload.ts";
// Context and chat
export {
  assembleRagChatContext,
  type ChatMemoryProvider,
  type KnowledgeBaseRetriever,
  type RagChatProviders,
  type RagReplyInputs,
} from "./chat/assemble-rag-context.ts";
export { fillTemplate, unknownPlaceholders } from "./chat/fill-template.ts";
export {
  buildSelectedContext,
  buildUserPromptBlock,
  formatHistoryForPrompt,
  formatKbRecordsForPrompt,
} from "./chat/format-prompt-parts.ts";
export {
  formatRagSystemPrompt,
  formatReasoningPrompt,
  formatResponsePrompt,
  previewsForReasoning,
} from "./chat/prompt-templates.ts";
export { isSwitchedOn } from "./chat/rag-switch.ts";
export { effectiveInboundTimestamp, InMemoryInboundWatermarkStore } from "./chat/watermark.ts";
export { type ContextQuery, ContextStore, type ContextStoreOptions } from "./context/context-store.ts";
export { type SessionRef, UserSessionIndex, type UserSessionIndexOptions } from "./context/user-session-index.ts";
// Tours, chips and criteria
export { type PendingTourOffer, pendingOfferToJson, resolvePendingValue } from "./offers/pending-tour-offer.ts";
// Session state
export {
  type AgentState,
  type AgentStateName,
  type AgentTimings,
  type AgentTransition,
  configureTimings,
  createAgentState,
  DEFAULT_AGENT_TIMINGS,
  nextDeadline,
  recordInteraction,
  recordOptionClick,
  setVisualGuidance,
  type TourLookup,
  type TourTimings,
  tick,
  transitionToProactive,
  transitionToReactive,
} from "./session/agent-state.ts";
export { InvalidSnapshotError, InvalidTransitionError } from "./session/session-errors.ts";
export { parseSessionSnapshot, type SessionStateSnapshot, toSessionSnapshot } from "./session/session-snapshot.ts";
export { SessionState, type SessionStateOptions } from "./session/session-state.ts";
// Sections
export {
  buildProductSectionPlaybook,
  type ProductSectionPlaybook,
  type SectionMetrics,
} from "./signals/section-activity.ts";
export { iso8601UtcZ } from "./signals/section-activity-time.ts";
export { resolveSectionIdForPlaybook, topPlaybookSectionId, totalDwellSeconds } from "./signals/section-ranking.ts";
export { parseSectionUrlRules, resolveSectionId, type SectionUrlRule } from "./signals/section-rules.ts";
export type { TourDefinition } from "./tours/tour-definition.ts";
export { parseTourRegistry, TourRegistry } from "./tours/tour-registry.ts";
// Built-ins
export {
  type CanonicalPingPongOptions,
  CanonicalPingPongTrigger,
  type ScopedCanonicalPingPongOptions,
  ScopedCanonicalPingPongTrigger,
} from "./triggers/builtin/canonical-url-ping-pong.ts";
export {
  DEFAULT_DWELL_BODY,
  DEFAULT_PROACTIVE_QUICK_REPLY_BODY,
  PROACTIVE_TRIGGER_IDS,
  TRIGGER_ID_CANONICAL_URL_PING_PONG,
  TRIGGER_ID_SECTION_PLAYBOOK_MATCH,
  TRIGGER_ID_USER_PAGE_DWELL,
} from "./triggers/builtin/proactive-trigger-ids.ts";
export { SectionPlaybookTrigger } from "./triggers/builtin/section-playbook-match.ts";
export { canonicalUrlPingPong, pingPongEitherLeg } from "./triggers/builtin/url-returns.ts";
export { canonicalUrlsTouchSubstring, filterPingPongHits } from "./triggers/builtin/url-scope.ts";
export {
  DEFAULT_DWELL_MAX_ACTIONS,
  DEFAULT_DWELL_THRESHOLD_S,
  type UserPageDwellOptions,
  UserPageDwellTrigger,
} from "./triggers/builtin/user-page-dwell.ts";
// Catalogue and configuration
export {
  buildBuiltinTrigger,
  defaultProactiveTriggerRegistry,
  registryFromBuiltinSpecs,
} from "./triggers/catalog/builtin-registry.ts";
export {
  type BuiltinTriggerCatalogEntry,
  type BuiltinTriggerParameters,
  findBuiltinTrigger,
  listBuiltinTriggerCatalog,
} from "./triggers/catalog/builtin-trigger-catalog.ts";
export {
  contextExtraFromProactiveTriggersConfig,
  registryFromProactiveTriggersConfig,
} from "./triggers/catalog/proactive-triggers-config.ts";
export {
  BUILTIN_SPEC_INVALID_EVENT,
  type ResolvedBuiltinTriggerSpec,
  resolveBuiltinSpecs,
} from "./triggers/catalog/resolve-builtin-specs.ts";
export {
  type CriteriaGroup,
  type CriteriaLeaf,
  criteriaFromDict,
  criteriaToDict,
  type ProactiveCriteria,
} from "./triggers/criteria.ts";
// Judge
export {
  judgeResultToProactiveTriggerResult,
  META_JUDGE_REASONING,
  META_JUDGE_SCHEMA_VERSION,
  META_PROACTIVE_INTENT,
  META_PROACTIVE_VALID_TIMING,
  shouldDeliverAfterJudge,
  TRIGGER_ID_LLM_JUDGE,
} from "./triggers/judge-delivery.ts";
export {
  type LlmJudgeResult,
  llmJudgeResult,
  type ProactiveIntent,
  parseLlmJudgeJson,
} from "./triggers/judge-result.ts";
// Context, triggers, results
export {
  PredicateProactiveTrigger,
  type PredicateProactiveTriggerOptions,
} from "./triggers/predicate-proactive-trigger.ts";
export { PROACTIVE_BODY_MAX_CHARS, truncateProactiveBody } from "./triggers/proactive-body.ts";
export {
  findTriggerConfigByCriteria,
  type ProactiveTriggerConfig,
  parseProactiveTriggerConfigs,
  triggerConfigFromDict,
  triggerConfigToDict,
} from "./triggers/proactive-trigger-config.ts";
export {
  type ActionsPayloadsContextOptions,
  DEFAULT_PROACTIVE_CONTEXT_LOOKBACK_S,
  DEFAULT_PROACTIVE_CONTEXT_MAX_ACTIONS,
  ProactiveTriggerContext,
  type ProactiveTriggerContextFields,
  type SlimActionsContextOptions,
} from "./triggers/proactive-trigger-context.ts";
export { ProactiveTriggerEntity, type ProactiveTriggerEntityOptions } from "./triggers/proactive-trigger-entity.ts";
export {
  ProactiveTriggerRegistry,
  type ProactiveTriggerRegistryOptions,
} from "./triggers/proactive-trigger-registry.ts";
export {
  type ProactiveTrigger,
  type ProactiveTriggerResult,
  type ProactiveTriggerResultFields,
  parseProactiveTriggerResult,
  proactiveTriggerResult,
  proactiveTriggerResultToWire,
} from "./triggers/proactive-trigger-result.ts";
export {
  DEFAULT_COOLDOWN_S,
  DEFAULT_INTERACTION_TIMEOUT_S,
  type ProactiveTriggerTimings,
  proactiveTriggerTimings,
} from "./triggers/proactive-trigger-timings.ts";
export {
  effectiveTourFlowIdForRow,
  matchMessageRowByInboundText,
  parseProactiveIntercomMessages,
  quickReplyLabelsFromMessagesConfig,
  resolveTourOfferForInbound,
  tourOfferQuickReplyBody,
} from "./triggers/quick-reply-chips.ts";
export { matchQuickReplyLabel, messagesMatchQuickReplyPair } from "./triggers/quick-reply-match.ts";
export type { RecentActionsPayloadSource } from "./triggers/recent-actions-source.ts";
export {
  hasChatSurface,
  type ProactiveScope,
  SCOPE_INVALID_EVENT,
  type ScopeCheck,
  type ScopePolicy,
  type ScopePresenceFlags,
  scopePresenceFlags,
  validateScope,
} from "./triggers/scope-policy.ts";
export { type TriggerMessage, triggerMessageFromDict, triggerMessageToDict } from "./triggers/trigger-message.ts";
export {
  attachTriggeringType,
  type PartitionedResults,
  partitionResultsByTriggeringType,
  TRIGGERING_TYPE_KEY,
  TRIGGERING_TYPES,
  type TriggeringType,
} from "./triggers/triggering-type.ts";
