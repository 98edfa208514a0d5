import { matchAnyPage } from "../actions/match-page.ts";
import { triggerContext } from "../engine/context.ts";
import { openDraft } from "../engine/draft.ts";
import type { EngineRules } from "../engine/rules.ts";
import type { EngineState } from "../engine/state.ts";
import type { EpochMs } from "../ids.ts";
import type { Condition, ConditionResult, TriggerContext } from "../triggers/condition.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { ConditionExplanation, Explanation, TriggerExplanation } from "./explanation.ts";

/** When a trigger's verdict became what it is, and when a hold ends. Comes from the session's past. */
export interface VerdictTimes {
  readonly since: EpochMs;
  readonly until?: EpochMs;
}

/** Explains a state as a step of the engine left it: the verdicts are the engine's own, the measurements are taken again. */
export function explainState(
  state: EngineState,
  at: EpochMs,
  rules: EngineRules,
  options: { readonly trigger?: string; readonly times?: ReadonlyMap<string, VerdictTimes> } = {},
): Explanation {
  const { session, window } = state;
  const context = triggerContext(openDraft(state, rules, at));
  const triggers = rules.triggers.filter(({ id }) => options.trigger === undefined || id === options.trigger);
  const { offer } = session;
  return {
    sessionId: session.sessionId,
    userId: session.userId,
    at,
    decidedAt: session.lastNow,
    state: session.agent.name,
    page: context.page?.url ?? null,
    actionCount: window.actions.length,
    audience: session.audience,
    offer: offer === null ? null : { offerId: offer.id, triggerId: offer.triggerId, status: offer.status },
    triggers: triggers.map((trigger) =>
      explainTrigger(trigger, context, session.verdicts[trigger.id], options.times?.get(trigger.id)),
    ),
  };
}

function explainTrigger(
  trigger: Trigger,
  context: TriggerContext,
  verdict: string | undefined,
  times: VerdictTimes | undefined,
): TriggerExplanation {
  const when = measure(trigger.when, context);
  const goal = measure(trigger.until, context);
  const error = typeof when === "string" ? when : typeof goal === "string" ? goal : undefined;
  return {
    triggerId: trigger.id,
    ...readVerdict(verdict),
    ...times,
    page: {
      patterns: trigger.page,
      met: context.page !== undefined && matchAnyPage(trigger.page, context.page.url),
    },
    when: typeof when === "string" ? null : when,
    goal: typeof goal === "string" ? null : goal,
    ...(error === undefined ? {} : { error }),
  };
}

/** The engine keeps a verdict as `held:cooldown`, `offered:<offer id>` or a word. */
function readVerdict(verdict: string | undefined): Pick<TriggerExplanation, "verdict" | "reason" | "offerId"> {
  if (verdict === undefined) return { verdict: "not_judged" };
  const colon = verdict.indexOf(":");
  if (colon < 0) return { verdict };
  const [kind, detail] = [verdict.slice(0, colon), verdict.slice(colon + 1)];
  return kind === "offered" ? { verdict: kind, offerId: detail } : { verdict: kind, reason: detail };
}

function measure(condition: Condition, context: TriggerContext): ConditionExplanation | string {
  try {
    return explainCondition(condition(context));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A condition's result with its distance to the threshold. */
export function explainCondition({ children, ...result }: ConditionResult): ConditionExplanation {
  const { met, value, threshold } = result;
  return {
    ...result,
    ...(value === undefined || threshold === undefined ? {} : { distance: met ? 0 : Math.abs(threshold - value) }),
    ...(children === undefined ? {} : { children: children.map(explainCondition) }),
  };
}
