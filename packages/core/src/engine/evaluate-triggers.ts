import { matchAnyPage } from "../actions/match-page.ts";
import { askGate } from "../gate/gate.ts";
import { SECOND_MS } from "../ids.ts";
import { isOpen, type Offer, type OfferOption } from "../offers/offer.ts";
import { transitionToProactive } from "../session/agent-state.ts";
import type { ConditionResult, TriggerContext } from "../triggers/condition.ts";
import { evaluateTrigger, type Trigger } from "../triggers/trigger.ts";
import { triggerContext } from "./context.ts";
import { type Draft, patchSession, publish, saveOffer } from "./draft.ts";
import type { LedgerNote } from "./effect.ts";

/** Judges every trigger on the state as it now is; the first that fires and passes the gate becomes an offer. */
export function evaluateTriggers(draft: Draft): void {
  const context = triggerContext(draft);
  const { offer } = draft.session;
  const speaking = offer !== null && isOpen(offer) ? offer.triggerId : undefined;
  for (const trigger of draft.rules.triggers) {
    // It is already being said.
    if (trigger.id === speaking) continue;
    if (!isOnPage(trigger, context)) {
      noteChange(draft, trigger, "page_mismatch", {
        type: "quiet",
        triggerId: trigger.id,
        reason: "page_mismatch",
      });
      continue;
    }
    judge(draft, trigger, context);
  }
}

/** Help is offered only where it can be given: on the trigger's own pages. */
function isOnPage(trigger: Trigger, context: TriggerContext): boolean {
  return context.page !== undefined && matchAnyPage(trigger.page, context.page.url);
}

function judge(draft: Draft, trigger: Trigger, context: TriggerContext): void {
  const verdict = evaluateTrigger(trigger, context);
  if (verdict.type === "error") {
    const note: LedgerNote = { type: "trigger-error", triggerId: trigger.id, message: verdict.message };
    return noteChange(draft, trigger, "error", note);
  }
  const { result } = verdict;
  if (result.recheckAt !== undefined) draft.wakeUps.push(result.recheckAt);
  if (verdict.type === "quiet") {
    return noteChange(draft, trigger, "not_met", { type: "quiet", triggerId: trigger.id, reason: "not_met" });
  }
  const { agent, tour, chatOpen, shownCount, audience } = draft.session;
  const answer = askGate({
    now: draft.now,
    trigger,
    context,
    agent,
    busy: tour !== null || chatOpen,
    attention: draft.attention,
    shownCount,
    audience,
    policy: draft.rules.policy,
  });
  if (answer.ok) return makeOffer(draft, trigger, result);
  const { reason, until } = answer;
  if (until !== undefined) draft.wakeUps.push(until);
  noteChange(draft, trigger, `held:${reason}`, {
    type: "held",
    triggerId: trigger.id,
    reason,
    result,
    ...(until === undefined ? {} : { until }),
  });
}

function makeOffer(draft: Draft, trigger: Trigger, result: ConditionResult): void {
  const entered = transitionToProactive(draft.session.agent, draft.now);
  if (!entered.ok) return;
  const number = draft.session.offerCount + 1;
  const offer: Offer = {
    id: `${draft.session.sessionId}.${number}`,
    triggerId: trigger.id,
    sessionId: draft.session.sessionId,
    body: trigger.offer.body,
    options: optionsOf(trigger),
    page: trigger.page,
    reason: inWords(result),
    status: "pending",
    createdAt: draft.now,
    expiresAt: draft.now + draft.rules.policy.offerTtlS * SECOND_MS,
  };
  patchSession(draft, { agent: entered.state, offerCount: number });
  saveOffer(draft, offer);
  const { id: offerId, sessionId, expiresAt } = offer;
  draft.attention = { ...draft.attention, open: { offerId, sessionId, expiresAt } };
  publish(draft, { event: "offer", offer });
  noteChange(draft, trigger, `offered:${offerId}`, { type: "fired", triggerId: trigger.id, offerId, result });
}

function optionsOf(trigger: Trigger): readonly OfferOption[] {
  const { tourLabel = "Show me", chatLabel = "Open chat" } = trigger.offer;
  const options: OfferOption[] = [];
  if (tourLabel !== null) options.push({ id: "tour", kind: "tour", label: tourLabel, tourId: trigger.howTo.id });
  if (chatLabel !== null) options.push({ id: "chat", kind: "chat", label: chatLabel });
  return options;
}

/** The conditions that made it fire, with what was measured. */
function inWords(result: ConditionResult): string {
  if (result.children !== undefined && result.children.length > 0) {
    return result.children.map(inWords).join("; ");
  }
  return result.value === undefined ? result.condition : `${result.condition} (${result.value})`;
}

/** The ledger holds changes of mind, not every look: it stays small and readable. */
function noteChange(draft: Draft, trigger: Trigger, verdict: string, note: LedgerNote): void {
  const { verdicts } = draft.session;
  if (verdicts[trigger.id] === verdict) return;
  patchSession(draft, { verdicts: { ...verdicts, [trigger.id]: verdict } });
  draft.notes.push(note);
}
