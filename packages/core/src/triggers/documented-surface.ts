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
} from "../actions/actions-payload.ts";
export {
  parseSlimAction,
  type SlimAction,
  slimAction,
  slimActionToText,
  slimActionToWire,
} from "../actions/slim-action.ts";
export {
  type AnyPayload,
  parseSummaryPayload,
  payloadToText,
  type SummaryPayload,
  summaryPayloadToWire,
} from "../actions/summary-payload.ts";

// Sections
export {
  buildProductSectionPlaybook,
  type ProductSectionPlaybook,
  type SectionMetrics,
} from "../signals/section-activity.ts";
export { iso8601UtcZ } from "../signals/section-activity-time.ts";
export { resolveSectionIdForPlaybook, topPlaybookSectionId, totalDwellSeconds } from "../signals/section-ranking.ts";
export { parseSectionUrlRules, resolveSectionId, type SectionUrlRule } from "../signals/section-rules.ts";

// Built-ins
export {
  type CanonicalPingPongOptions,
  CanonicalPingPongTrigger,
  type ScopedCanonicalPingPongOptions,
  ScopedCanonicalPingPongTrigger,
} from "./builtin/canonical-url-ping-pong.ts";
export {
  DEFAULT_DWELL_BODY,
  DEFAULT_PROACTIVE_QUICK_REPLY_BODY,
  PROACTIVE_TRIGGER_IDS,
  TRIGGER_ID_CANONICAL_URL_PING_PONG,
  TRIGGER_ID_SECTION_PLAYBOOK_MATCH,
  TRIGGER_ID_USER_PAGE_DWELL,
} from "./builtin/proactive-trigger-ids.ts";
export { SectionPlaybookTrigger } from "./builtin/section-playbook-match.ts";
export { canonicalUrlPingPong, pingPongEitherLeg } from "./builtin/url-returns.ts";
export { canonicalUrlsTouchSubstring, filterPingPongHits } from "./builtin/url-scope.ts";
export {
  DEFAULT_DWELL_MAX_ACTIONS,
  DEFAULT_DWELL_THRESHOLD_S,
  type UserPageDwellOptions,
  UserPageDwellTrigger,
} from "./builtin/user-page-dwell.ts";

// Catalogue and configuration
export {
  buildBuiltinTrigger,
  defaultProactiveTriggerRegistry,
  registryFromBuiltinSpecs,
} from "./catalog/builtin-registry.ts";
export {
  type BuiltinTriggerCatalogEntry,
  type BuiltinTriggerParameters,
  findBuiltinTrigger,
  listBuiltinTriggerCatalog,
} from "./catalog/builtin-trigger-catalog.ts";
export {
  contextExtraFromProactiveTriggersConfig,
  registryFromProactiveTriggersConfig,
} from "./catalog/proactive-triggers-config.ts";
export {
  BUILTIN_SPEC_INVALID_EVENT,
  type ResolvedBuiltinTriggerSpec,
  resolveBuiltinSpecs,
} from "./catalog/resolve-builtin-specs.ts";

// Judge
export {
  judgeResultToProactiveTriggerResult,
  META_JUDGE_REASONING,
  META_JUDGE_SCHEMA_VERSION,
  META_PROACTIVE_INTENT,
  META_PROACTIVE_VALID_TIMING,
  shouldDeliverAfterJudge,
  TRIGGER_ID_LLM_JUDGE,
} from "./judge-delivery.ts";
export { type LlmJudgeResult, llmJudgeResult, type ProactiveIntent, parseLlmJudgeJson } from "./judge-result.ts";

// Context, triggers, results
export { PredicateProactiveTrigger, type PredicateProactiveTriggerOptions } from "./predicate-proactive-trigger.ts";
export { PROACTIVE_BODY_MAX_CHARS, truncateProactiveBody } from "./proactive-body.ts";
export {
  type ActionsPayloadsContextOptions,
  DEFAULT_PROACTIVE_CONTEXT_LOOKBACK_S,
  DEFAULT_PROACTIVE_CONTEXT_MAX_ACTIONS,
  ProactiveTriggerContext,
  type ProactiveTriggerContextFields,
  type SlimActionsContextOptions,
} from "./proactive-trigger-context.ts";
export { ProactiveTriggerEntity, type ProactiveTriggerEntityOptions } from "./proactive-trigger-entity.ts";
export { ProactiveTriggerRegistry, type ProactiveTriggerRegistryOptions } from "./proactive-trigger-registry.ts";
export {
  type ProactiveTrigger,
  type ProactiveTriggerResult,
  type ProactiveTriggerResultFields,
  parseProactiveTriggerResult,
  proactiveTriggerResult,
  proactiveTriggerResultToWire,
} from "./proactive-trigger-result.ts";
export {
  DEFAULT_COOLDOWN_S,
  DEFAULT_INTERACTION_TIMEOUT_S,
  type ProactiveTriggerTimings,
  proactiveTriggerTimings,
} from "./proactive-trigger-timings.ts";
export type { RecentActionsPayloadSource } from "./recent-actions-source.ts";
export {
  hasChatSurface,
  type ProactiveScope,
  SCOPE_INVALID_EVENT,
  type ScopeCheck,
  type ScopePolicy,
  type ScopePresenceFlags,
  scopePresenceFlags,
  validateScope,
} from "./scope-policy.ts";
export {
  attachTriggeringType,
  type PartitionedResults,
  partitionResultsByTriggeringType,
  TRIGGERING_TYPE_KEY,
  TRIGGERING_TYPES,
  type TriggeringType,
} from "./triggering-type.ts";
