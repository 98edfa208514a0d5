import { deferralAt } from "../gate/deferral.ts";
import { askGate, type GateInput } from "../gate/gate.ts";
import type { Hold } from "../gate/hold-reason.ts";
import { isOnPage } from "../gate/rules/page-mismatch.ts";
import { isOpen } from "../offers/offer.ts";
import type { ConditionResult, TriggerContext } from "../triggers/condition.ts";
import { evaluateTrigger, type Trigger } from "../triggers/trigger.ts";
import { pageSince, triggerContext } from "./context.ts";
import { type Draft, patchSession } from "./draft.ts";
import type { LedgerNote } from "./effect.ts";
import { makeOffer } from "./make-offer.ts";
import { recordShadow } from "./shadow-offers.ts";
import { typingUntil } from "./typing-until.ts";

/** Judges every trigger on the state as it now is; the first that fires and passes the gate becomes an offer. */
export function evaluateTriggers(draft: Draft): void {
  const context = triggerContext(draft);
  const { offer } = draft.session;
  const speaking = offer !== null && isOpen(offer) ? offer.triggerId : undefined;
  const moment = { pageSince: pageSince(draft), typingUntil: typingUntil(draft) };
  for (const trigger of draft.rules.triggers) {
    // It is already being said.
    if (trigger.id === speaking) continue;
    judge(draft, trigger, context, moment);
  }
}

/** What is the same for every trigger of a step. */
type Moment = Pick<GateInput, "pageSince" | "typingUntil">;

function judge(draft: Draft, trigger: Trigger, context: TriggerContext, moment: Moment): void {
  const { id: triggerId } = trigger;
  // Most triggers are about another page: they need not be measured to be known to be quiet.
  if (!isOnPage(trigger, context)) {
    keepDeferral(draft, triggerId, undefined);
    return noteChange(draft, triggerId, "page_mismatch", { type: "quiet", triggerId, reason: "page_mismatch" });
  }
  const verdict = evaluateTrigger(trigger, context);
  if (verdict.type === "error") {
    keepDeferral(draft, triggerId, undefined);
    return noteChange(draft, triggerId, "error", { type: "trigger-error", triggerId, message: verdict.message });
  }
  const { result } = verdict;
  if (result.recheckAt !== undefined) draft.wakeUps.push(result.recheckAt);
  if (verdict.type === "quiet") {
    keepDeferral(draft, triggerId, undefined);
    return noteChange(draft, triggerId, "not_met", { type: "quiet", triggerId, reason: "not_met" });
  }
  const answer = askGate(gateInput(draft, trigger, context, moment));
  if (!answer.ok) return hold(draft, trigger, answer, result);
  keepDeferral(draft, triggerId, undefined);
  const offer = makeOffer(draft, trigger, result);
  if (offer === undefined) return;
  noteChange(draft, triggerId, `offered:${offer.id}`, { type: "fired", triggerId, offerId: offer.id, result });
}

function gateInput(draft: Draft, trigger: Trigger, context: TriggerContext, moment: Moment): GateInput {
  const { agent, tour, chatOpen, shownCount, audience, consent, missingAnchors, deferrals } = draft.session;
  const deferral = deferrals[trigger.id];
  return {
    now: draft.now,
    trigger,
    context,
    agent,
    busy: tour !== null || chatOpen,
    attention: draft.attention,
    shownCount,
    audience,
    consent,
    missingAnchors,
    policy: draft.rules.policy,
    ...moment,
    ...(deferral === undefined ? {} : { deferral }),
  };
}

function hold(draft: Draft, trigger: Trigger, { reason, until, detail }: Hold, result: ConditionResult): void {
  const { id: triggerId } = trigger;
  if (until !== undefined) draft.wakeUps.push(until);
  if (reason === "typing") {
    if (defer(draft, trigger)) return;
  } else {
    keepDeferral(draft, triggerId, undefined);
  }
  noteChange(draft, triggerId, `held:${reason}`, {
    type: "held",
    triggerId,
    reason,
    result,
    ...(until === undefined ? {} : { until }),
    ...(detail === undefined ? {} : { detail }),
  });
  if (reason === "shadow" || reason === "holdout") recordShadow(draft, trigger, reason, result);
}

/** The proposal waits for a pause, or has waited long enough and is given up; true in the latter case. */
function defer(draft: Draft, trigger: Trigger): boolean {
  const { id: triggerId } = trigger;
  const { now, rules } = draft;
  const deferral = draft.session.deferrals[triggerId];
  const state = deferralAt(deferral, trigger, rules.policy, now);
  if (state?.type === "dropped") return true;
  if (state === undefined || deferral === undefined) {
    keepDeferral(draft, triggerId, { since: now, droppedAt: null });
    return false;
  }
  if (state.dropAt > now) return false;
  keepDeferral(draft, triggerId, { since: deferral.since, droppedAt: now });
  const waitedMs = now - deferral.since;
  noteChange(draft, triggerId, "dropped:typing", { type: "dropped", triggerId, reason: "typing", waitedMs });
  return true;
}

function keepDeferral(
  draft: Draft,
  triggerId: string,
  deferral: Draft["session"]["deferrals"][string] | undefined,
): void {
  const { deferrals } = draft.session;
  if (deferral === undefined && deferrals[triggerId] === undefined) return;
  const { [triggerId]: _, ...others } = deferrals;
  patchSession(draft, { deferrals: deferral === undefined ? others : { ...others, [triggerId]: deferral } });
}

/** The ledger holds changes of mind, not every look: it stays small and readable. */
function noteChange(draft: Draft, triggerId: string, verdict: string, note: LedgerNote): void {
  const { verdicts } = draft.session;
  if (verdicts[triggerId] === verdict) return;
  patchSession(draft, { verdicts: { ...verdicts, [triggerId]: verdict } });
  draft.notes.push(note);
}
