import { parseActionsPayload } from "../../../actions/actions-payload.ts";
import {
  type ActionsPayloadsContextOptions,
  ProactiveTriggerContext,
  type SlimActionsContextOptions,
} from "../../../triggers/proactive-trigger-context.ts";
import {
  type ProactiveScope,
  type ScopePolicy,
  scopePresenceFlags,
  validateScope,
} from "../../../triggers/scope-policy.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";
import { given, inputActions } from "./context-input.ts";

type Input = Readonly<Record<string, unknown>>;

export const triggerContext: ConformanceArea = {
  area: "trigger_context",
  run(fn, input) {
    switch (fn) {
      case "context_from_payloads":
        return observed(
          ProactiveTriggerContext.fromActionsPayloads(
            (input.payloads as unknown[]).map(parseActionsPayload),
            payloadOptions(input),
          ),
        );
      case "context_from_slim_actions":
        return observed(ProactiveTriggerContext.fromSlimActions(inputActions(input.actions), options(input)));
      case "validate_scope":
        validateScope(scope(input), options(input));
        return true;
      case "scope_flags":
        return flags(scope(input));
      default:
        return unknownFunction(fn);
    }
  },
};

function scope(input: Input): ProactiveScope {
  return {
    ...given("productId", input.product_id as string | null),
    ...given("sessionId", input.session_id as string | null),
    ...given("conversationId", input.conversation_id as string | null),
  };
}

function options(input: Input): SlimActionsContextOptions {
  return {
    ...(scope(input) as { readonly productId?: string; readonly sessionId?: string }),
    ...given("scopePolicy", input.scope_policy as ScopePolicy | undefined),
    ...given("requireConversation", input.require_conversation as boolean | undefined),
    ...given("actionCount", input.action_count as number | undefined),
    ...given("latestSummaryText", input.latest_summary_text as string | undefined),
    ...given("priorSessionSummaries", input.prior_session_summaries as readonly string[] | undefined),
    ...given("contextExtra", input.context_extra as Input | undefined),
    ...given("nowS", (input.now ?? input.clock) as number | undefined),
  };
}

function payloadOptions(input: Input): ActionsPayloadsContextOptions {
  return {
    ...options(input),
    ...("lookback_seconds" in input ? { lookbackS: input.lookback_seconds as number | null } : {}),
    ...("max_actions" in input ? { maxActions: input.max_actions as number | null } : {}),
  };
}

function observed(context: ProactiveTriggerContext): unknown {
  return {
    canonical_urls: context.canonicalUrls,
    recent_action_titles: context.recentActions.map((action) => action.title),
    session_id: context.sessionId,
    conversation_id: context.conversationId ?? "",
    product_id: context.productId,
    action_count: context.actionCount,
    latest_summary_text: context.latestSummaryText,
    prior_session_summaries: context.priorSessionSummaries,
    context_extra: context.contextExtra,
  };
}

function flags(given: ProactiveScope): unknown {
  const found = scopePresenceFlags(given);
  return {
    product_id_set: found.productIdSet,
    session_id_set: found.sessionIdSet,
    conversation_id_set: found.conversationIdSet,
    has_chat_surface: found.hasChatSurface,
  };
}
