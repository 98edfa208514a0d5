export type { Action, ActionTarget } from "./actions/action.ts";
export { compareActions } from "./actions/action.ts";
export { canonicalUrl } from "./actions/canonical-url.ts";
export { cleanText } from "./actions/clean-text.ts";
export { describeAction } from "./actions/describe-action.ts";
export { labelAction } from "./actions/label-action.ts";
export { matchGlob } from "./actions/match-glob.ts";
export { matchAnyPage, matchPage } from "./actions/match-page.ts";
export type { ReceivedEvent } from "./actions/normalise-event.ts";
export { normaliseEvent } from "./actions/normalise-event.ts";
export { scrubText } from "./actions/scrub-text.ts";
export { stableId } from "./actions/stable-id.ts";
export { isClockWrong, isEventTime, parseEventTime, parseTimestamp } from "./actions/timestamp.ts";
export type { ActionOwner } from "./actions/to-slim-action.ts";
export { toSlimActions } from "./actions/to-slim-action.ts";
export { wireType } from "./actions/wire-type.ts";
export type { Backtest, BacktestOptions, BacktestSession } from "./backtest/backtest.ts";
export { backtest, createBacktest } from "./backtest/backtest.ts";
export { backtestInWords } from "./backtest/backtest-in-words.ts";
export type {
  BacktestReport,
  LoadReport,
  OutcomeReport,
  Overlap,
  RulesReport,
  TriggerChange,
  TriggerReport,
} from "./backtest/backtest-report.ts";
export type { LedgerEntry } from "./backtest/live-decisions.ts";
export { acceptInWords, SPOKEN_LANGUAGES, type SpokenChoice } from "./chat/accept-in-words.ts";
export {
  type AssembledContext,
  type AssembledPart,
  assembleContext,
  type ContextPart,
} from "./chat/assemble-context.ts";
export {
  type CheckedReply,
  checkReply,
  createReplyCheck,
  type ReplyGround,
  type ReplyProblem,
  type ReplyProblemKind,
} from "./chat/check-reply.ts";
export {
  CHAT_ACCEPTED,
  CHAT_DECLINED,
  CHAT_NOTHING_KNOWN,
  CHAT_SHOW_ME,
  CHAT_SHOWING,
} from "./chat/fixed-sentences.ts";
export { createReplyRepair, type RepairedReply, repairReply } from "./chat/repair-reply.ts";
export { CHAT_RULES_VERSION, type ReplyKnowledge, replyContext } from "./chat/reply-context.ts";
export { documentExtract, documentText } from "./chat/reply-documents.ts";
export { criteriaJsonSchema } from "./criteria/criteria-json-schema.ts";
export { describeCondition, describeCriteria } from "./criteria/describe-criteria.ts";
export type { CriteriaOptions, CriteriaParse } from "./criteria/parse-criteria.ts";
export { parseCriteria } from "./criteria/parse-criteria.ts";
export type { TriggerFileParse } from "./criteria/parse-trigger-file.ts";
export { parseTriggerFile } from "./criteria/parse-trigger-file.ts";
export type { TriggerParse, TriggersParse } from "./criteria/parse-triggers.ts";
export { parseTrigger, parseTriggers } from "./criteria/parse-triggers.ts";
export { triggersJsonSchema } from "./criteria/trigger-json-schema.ts";
export type { EngineStepResult } from "./engine/advance.ts";
export { advance } from "./engine/advance.ts";
export type { EngineEffect, EngineFrame, LedgerNote, OutcomeAnswer } from "./engine/effect.ts";
export type { ConversationEvent, EngineInput } from "./engine/input.ts";
export type { EngineRules } from "./engine/rules.ts";
export { compileRules } from "./engine/rules.ts";
export type { EngineState, SessionSnapshot, ShadowOffer, TourRun } from "./engine/state.ts";
export { createEngineState, createSnapshot } from "./engine/state.ts";
export { UsherError } from "./errors.ts";
export type { Disagreement } from "./explain/disagreements.ts";
export { computedVerdict, findDisagreements, notedVerdict } from "./explain/disagreements.ts";
export type { ExplainOptions } from "./explain/explain.ts";
export { explain } from "./explain/explain.ts";
export type { VerdictTimes } from "./explain/explain-state.ts";
export { explainState } from "./explain/explain-state.ts";
export type { ConditionExplanation, Explanation, TriggerExplanation } from "./explain/explanation.ts";
export { explanationInWords } from "./explain/explanation-in-words.ts";
export type { GivenFacts, RecordedSession, RecordedStep } from "./explain/recording.ts";
export type { ReplayedStep } from "./explain/replay.ts";
export { replay } from "./explain/replay.ts";
export type { InputProblem, InputProblemCode } from "./fields/input-problem.ts";
export type { Attention, TriggerHistory } from "./gate/attention.ts";
export { completeAttention, FRESH_ATTENTION, NEVER } from "./gate/attention.ts";
export type { GateInput } from "./gate/gate.ts";
export { askGate } from "./gate/gate.ts";
export { hashShare } from "./gate/hash-share.ts";
export type { Hold, HoldReason } from "./gate/hold-reason.ts";
export type { LocalZone } from "./gate/local-zone.ts";
export { mergeAttention } from "./gate/merge-attention.ts";
export type { GatePolicy, QuietHours } from "./gate/policy.ts";
export { DEFAULT_POLICY } from "./gate/policy.ts";
export type { SnoozeScope } from "./gate/snooze.ts";
export type { EpochMs } from "./ids.ts";
export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./ids.ts";
export { inferIntent } from "./intents/infer-intent.ts";
export type { Intent, IntentName } from "./intents/intent.ts";
export type { SessionGoal } from "./intents/session-goal.ts";
export { inferSessionGoal } from "./intents/session-goal.ts";
export { type AdoptionState, adoptionState, type JourneyState, type MasteryLevel } from "./memory/adoption-state.ts";
export { type AnalysedSession, type AnalysisRequest, analyseSession } from "./memory/analyse-session.ts";
export {
  type CopilotContext,
  type CopilotLayers,
  copilotContext,
  historyInWords,
} from "./memory/copilot-context.ts";
export { correctMemory, forgetMemory } from "./memory/correct-memory.ts";
export { findGap, type Gap, type GapReason, type GapRequest, type GapStep, type NoGap } from "./memory/find-gap.ts";
export { foldMemory, mergeMemories, rebuildMemory } from "./memory/fold-memory.ts";
export { type MemoryFactsOptions, memoryFacts, memoryView } from "./memory/memory-facts.ts";
export type { SessionAnalysis } from "./memory/session-analysis.ts";
export { type Correction, EMPTY_MEMORY, type SessionMemory, type UserMemory } from "./memory/user-memory.ts";
export { type InProgress, type StrugglePattern, type UserProfile, userProfile } from "./memory/user-profile.ts";
export { analysisPrompt, withProse } from "./memory/with-prose.ts";
export { MASTERED_FROM, MASTERY_HALF_LIFE_MS, workflowKnowledge } from "./memory/workflow-knowledge.ts";
export type { Offer, OfferOption, OfferReport, OfferStatus } from "./offers/offer.ts";
export { isOpen } from "./offers/offer.ts";
export type { GoldenPath, PathStep } from "./paths/golden-path.ts";
export { defineGoldenPath, howToFromPath, tourFromPath, workflowOf } from "./paths/golden-path.ts";
export { assignPaths, type PathAssignment } from "./paths/match/assign-paths.ts";
export { followAction, followPaths, NO_TRACKS, type PathTracks } from "./paths/match/follow-paths.ts";
export { createPathIndex, type PathIndex } from "./paths/match/path-index.ts";
export {
  completionOf,
  deviationCost,
  fitnessOf,
  missedSteps,
  type PathTrack,
  remainingSteps,
  type StepDone,
} from "./paths/match/path-track.ts";
export { type StepMatch, SURE_SCORE } from "./paths/match/step-similarity.ts";
export type { MinedStep } from "./paths/mine/measure-steps.ts";
export type { MinedPath, MinedTrigger, MineOptions, MiningReport } from "./paths/mine/mine-paths.ts";
export { minePaths } from "./paths/mine/mine-paths.ts";
export { pagesOfPath } from "./paths/pages-of-path.ts";
export type { GoldenPathParse } from "./paths/parse-golden-path.ts";
export { parseGoldenPath } from "./paths/parse-golden-path.ts";
export type { MarkdownDraft, MarkdownOptions, MarkdownProblem } from "./paths/paths-from-markdown.ts";
export { pathsFromMarkdown } from "./paths/paths-from-markdown.ts";
export type { WorkflowDefinition, Workflows } from "./paths/workflows.ts";
export { defineWorkflows } from "./paths/workflows.ts";
export type { ScenarioParse } from "./scenario/parse-scenario.ts";
export { parseScenario } from "./scenario/parse-scenario.ts";
export type { PlayedHold, PlayedOffer, ScenarioResult } from "./scenario/play-scenario.ts";
export { playScenario } from "./scenario/play-scenario.ts";
export type { Scenario, ScenarioExpectation, ScenarioStep, ScenarioUser } from "./scenario/scenario.ts";
export type { AgentState, AgentStateName } from "./session/agent-state.ts";
export type { ActionWindow } from "./session/window.ts";
export { addActions, emptyWindow, WINDOW_LIMIT } from "./session/window.ts";
export type { OutgoingActions } from "./stream/actions-to-wire.ts";
export { actionsToWire } from "./stream/actions-to-wire.ts";
export type { StreamPosition } from "./stream/position.ts";
export { formatPosition, parsePosition } from "./stream/position.ts";
export type { Resume, StreamHead } from "./stream/resume.ts";
export { resumeFrom } from "./stream/resume.ts";
export type { ServerSentEvent } from "./stream/sse-codec.ts";
export { encodeComment, encodeEvent, encodeRetry } from "./stream/sse-codec.ts";
export type { DecodedEvent } from "./stream/sse-decoder.ts";
export { createEventDecoder } from "./stream/sse-decoder.ts";
export type { SessionDigest } from "./summaries/session-digest.ts";
export { addToDigest, EMPTY_DIGEST } from "./summaries/session-digest.ts";
export type { ExtractiveSummary } from "./summaries/summarise.ts";
export { digestToText, MAX_SUMMARY_CHARS, summarise } from "./summaries/summarise.ts";
export type { SummaryGround, SummaryPrompt } from "./summaries/summary-prompt.ts";
export { summaryPrompt } from "./summaries/summary-prompt.ts";
export type { Tour, TourStep, TourTarget } from "./tours/tour.ts";
export type { ActionFilter } from "./triggers/action-filter.ts";
export type { AnyBuiltin, Builtin, ParameterSpec } from "./triggers/builtin/builtin.ts";
export type { BuiltinTriggerOptions } from "./triggers/builtin/builtin-trigger.ts";
export { builtinTrigger } from "./triggers/builtin/builtin-trigger.ts";
export { BUILTINS, findBuiltin } from "./triggers/builtin/index.ts";
export { signal } from "./triggers/builtin/signal.ts";
export type { Condition, ConditionResult, TriggerContext } from "./triggers/condition.ts";
export { all, any, condition, not } from "./triggers/condition.ts";
export { accountOlderThan } from "./triggers/conditions/account-older-than.ts";
export { atStep } from "./triggers/conditions/at-step.ts";
export { attemptsAtLeast } from "./triggers/conditions/attempts-at-least.ts";
export { awayFor } from "./triggers/conditions/away-for.ts";
export { completionAtLeast } from "./triggers/conditions/completion-at-least.ts";
export type { CountOnOne } from "./triggers/conditions/count-on-one.ts";
export { countOnOne } from "./triggers/conditions/count-on-one.ts";
export type { CountWithin } from "./triggers/conditions/count-within.ts";
export { countWithin } from "./triggers/conditions/count-within.ts";
export { discovered } from "./triggers/conditions/discovered.ts";
export type { Distinct } from "./triggers/conditions/distinct.ts";
export { distinct } from "./triggers/conditions/distinct.ts";
export type { Dwell } from "./triggers/conditions/dwell.ts";
export { dwell } from "./triggers/conditions/dwell.ts";
export { idle } from "./triggers/conditions/idle.ts";
export { latestAction } from "./triggers/conditions/latest-action.ts";
export { missedStep } from "./triggers/conditions/missed-step.ts";
export { onPage } from "./triggers/conditions/on-page.ts";
export type { Sequence } from "./triggers/conditions/sequence.ts";
export { sequence } from "./triggers/conditions/sequence.ts";
export type { Stall } from "./triggers/conditions/stall.ts";
export { stall } from "./triggers/conditions/stall.ts";
export type { StrayedFrom } from "./triggers/conditions/strayed-from.ts";
export { strayedFrom } from "./triggers/conditions/strayed-from.ts";
export type { StuckAtStep } from "./triggers/conditions/stuck-at-step.ts";
export { stuckAtStep } from "./triggers/conditions/stuck-at-step.ts";
export { titleMatches } from "./triggers/conditions/title-matches.ts";
export { urlMatches } from "./triggers/conditions/url-matches.ts";
export type { Without } from "./triggers/conditions/without.ts";
export { without } from "./triggers/conditions/without.ts";
export { workflowIs } from "./triggers/conditions/workflow-is.ts";
export { createGapView } from "./triggers/create-gap-view.ts";
export { prerequisiteTriggers } from "./triggers/from-path/prerequisite-triggers.ts";
export type { PathTriggerOptions } from "./triggers/from-path/triggers-from-path.ts";
export { DERIVED_TRIGGERS, triggersFromPath } from "./triggers/from-path/triggers-from-path.ts";
export type {
  GapView,
  MemoryFacts,
  MemoryView,
  NextStep,
  WorkflowFacts,
  WorkflowStatus,
} from "./triggers/memory-view.ts";
export { viewMemory } from "./triggers/memory-view.ts";
export type { Trigger, TriggerDefinition, TriggerOffer, Verdict } from "./triggers/trigger.ts";
export { defineTrigger, evaluateTrigger } from "./triggers/trigger.ts";
export type {
  AdminExplanationWire,
  ConditionExplanationWire,
  ExplanationWire,
  TriggerExplanationWire,
} from "./wire/debug-api.ts";
export type {
  AnchorsRequest,
  CaptureReply,
  CaptureRequest,
  ChatFrames,
  ChatReplyWire,
  ChatRequest,
  IdentityLevel,
  IdentityRequest,
  NudgeFrames,
  OfferOptionWire,
  OfferStatusWire,
  OfferWire,
  OutcomeReply,
  OutcomeRequest,
  Preferences,
  PreferencesRequest,
  Problem,
  RejectedEvent,
  ReportedOutcome,
  SessionReply,
  SessionRequest,
  SnoozeScopeWire,
  StatusReply,
  TourEndRequest,
  TourOutcome,
  TourRunWire,
  TourStartReply,
  TourStartRequest,
  TourStepRequest,
  TourStepWire,
  TourTargetWire,
  TourWire,
} from "./wire/page-api.ts";
export type {
  DerivedTrigger,
  PathListing,
  PathSource,
  PathStatus,
  PathVersionWire,
  PathWire,
  PublishPathRequest,
  PutPathReply,
  PutPathRequest,
} from "./wire/path-api.ts";
export type {
  ChangeProductRequest,
  CreatedKeyReply,
  CreateKeyRequest,
  CreateProductRequest,
  KeyWire,
  ProductWire,
  RegisterProductReply,
  RegisterProductRequest,
  RotateKeyRequest,
  RotateReply,
  RotateRequest,
} from "./wire/product-api.ts";
export type { RawElement, RawEvent, RawEventType, RawPropertyValue } from "./wire/raw-event.ts";
export type {
  ChangeWebhookRequest,
  CreatedWebhookReply,
  CreateWebhookRequest,
  RedriveReply,
  WebhookDeliveryWire,
  WebhookTestReply,
  WebhookWire,
} from "./wire/webhook-api.ts";
