import { deferralAt } from "../gate/deferral.ts";
import { askGate, type GateInput } from "../gate/gate.ts";
import type { Hold } from "../gate/hold-reason.ts";
import { isOnPage } from "../gate/rules/page-mismatch.ts";
import { isOpen } from "../offers/offer.ts";
import type { ConditionResult } from "../triggers/condition.ts";
import { evaluateTrigger, type Trigger } from "../triggers/trigger.ts";
import { pageSince, triggerContext } from "./context.ts";
import { type Draft, patchSession } from "./draft.ts";
import type { LedgerNote } from "./effect.ts";
import { makeOffer } from "./make-offer.ts";
import { recordShadow } from "./shadow-offers.ts";
import { typingUntil } from "./typing-until.ts";

/** What is thought of a trigger at this step, and the ledger row in case that is new. */
interface Judgement {
  readonly trigger: Trigger;
  readonly verdict: string;
  readonly note: LedgerNote;
  /** Set when it fired but was held. */
  readonly result?: ConditionResult;
}

/** What is the same for every trigger of a step. */
type Moment = Pick<GateInput, "context" | "pageSince" | "typingUntil">;

/** Judges every trigger on the state as it now is; the first that fires and passes the gate becomes an offer. */
export function evaluateTriggers(draft: Draft): void {
  const moment: Moment = {
    context: triggerContext(draft),
    pageSince: pageSince(draft),
    typingUntil: typingUntil(draft),
  };
  const { offer } = draft.session;
  const speaking = offer !== null && isOpen(offer) ? offer.triggerId : undefined;
  const judged: Judgement[] = [];
  for (const trigger of draft.rules.triggers) {
    // It is already being said.
    if (trigger.id === speaking) continue;
    const judgement = judge(draft, trigger, moment);
    // What was held before it is held by it from now on: the same input once more must find nothing new (S7).
    if (judgement.note.type === "fired") holdAgain(draft, judged, moment);
    judged.push(judgement);
  }
  noteChanges(draft, judged);
}

function judge(draft: Draft, trigger: Trigger, moment: Moment): Judgement {
  const { id: triggerId } = trigger;
  // Most triggers are about another page: they need not be measured to be known to be quiet.
  if (!isOnPage(trigger, moment.context)) {
    keepDeferral(draft, triggerId, undefined);
    return { trigger, verdict: "page_mismatch", note: { type: "quiet", triggerId, reason: "page_mismatch" } };
  }
  const verdict = evaluateTrigger(trigger, moment.context);
  if (verdict.type === "error") {
    keepDeferral(draft, triggerId, undefined);
    return { trigger, verdict: "error", note: { type: "trigger-error", triggerId, message: verdict.message } };
  }
  const { result } = verdict;
  if (result.recheckAt !== undefined) draft.wakeUps.push(result.recheckAt);
  if (verdict.type === "quiet") {
    keepDeferral(draft, triggerId, undefined);
    return { trigger, verdict: "not_met", note: { type: "quiet", triggerId, reason: "not_met" } };
  }
  const answer = askGate(gateInput(draft, trigger, moment));
  if (!answer.ok) return hold(draft, trigger, answer, result);
  const offer = makeOffer(draft, trigger, result);
  if (offer === undefined) return hold(draft, trigger, { reason: "wrong_state" }, result);
  keepDeferral(draft, triggerId, undefined);
  return { trigger, verdict: `offered:${offer.id}`, note: { type: "fired", triggerId, offerId: offer.id, result } };
}

function holdAgain(draft: Draft, judged: Judgement[], moment: Moment): void {
  for (const [index, { trigger, result }] of judged.entries()) {
    if (result === undefined) continue;
    const answer = askGate(gateInput(draft, trigger, moment));
    if (!answer.ok) judged[index] = hold(draft, trigger, answer, result);
  }
}

function gateInput(draft: Draft, trigger: Trigger, moment: Moment): GateInput {
  const { agent, tour, chatOpen, shownCount, audience, consent, missingAnchors, deferrals, handoverUntil } =
    draft.session;
  const deferral = deferrals[trigger.id];
  return {
    now: draft.now,
    trigger,
    agent,
    busy: tour !== null || chatOpen,
    handover: handoverUntil !== undefined,
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

function hold(draft: Draft, trigger: Trigger, { reason, until, detail }: Hold, result: ConditionResult): Judgement {
  const { id: triggerId } = trigger;
  if (until !== undefined) draft.wakeUps.push(until);
  if (reason !== "typing") keepDeferral(draft, triggerId, undefined);
  const given = reason === "typing" ? defer(draft, trigger) : undefined;
  if (given !== undefined) return { trigger, ...given, result };
  if (reason === "shadow" || reason === "holdout") recordShadow(draft, trigger, reason, result);
  const note: LedgerNote = {
    type: "held",
    triggerId,
    reason,
    result,
    ...(until === undefined ? {} : { until }),
    ...(detail === undefined ? {} : { detail }),
  };
  return { trigger, verdict: `held:${reason}`, note, result };
}

/** The proposal waits for a pause; once it has waited long enough it is given up, and that is the verdict. */
function defer(draft: Draft, trigger: Trigger): Pick<Judgement, "verdict" | "note"> | undefined {
  const { id: triggerId } = trigger;
  const { now, rules } = draft;
  const deferral = draft.session.deferrals[triggerId];
  const state = deferralAt(deferral, trigger, rules.policy, now);
  if (deferral === undefined || state === undefined) {
    keepDeferral(draft, triggerId, { since: now, droppedAt: null });
    return undefined;
  }
  if (state.type === "waiting" && state.dropAt > now) return undefined;
  const droppedAt = deferral.droppedAt ?? now;
  if (deferral.droppedAt === null) keepDeferral(draft, triggerId, { since: deferral.since, droppedAt });
  const waitedMs = droppedAt - deferral.since;
  return { verdict: "dropped:typing", note: { type: "dropped", triggerId, reason: "typing", waitedMs } };
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

/**
 * The ledger holds changes of mind, not every look: it stays small and readable. From one kind of quiet to the other is no
 * change of mind: it happens with every page the user turns.
 */
function noteChanges(draft: Draft, judged: readonly Judgement[]): void {
  const { verdicts } = draft.session;
  const changed = judged.filter(({ trigger, verdict }) => verdicts[trigger.id] !== verdict);
  if (changed.length === 0) return;
  const news = changed.map(({ trigger, verdict }) => [trigger.id, verdict] as const);
  patchSession(draft, { verdicts: { ...verdicts, ...Object.fromEntries(news) } });
  const noted = changed.filter(({ trigger, note }) => note.type !== "quiet" || !isQuiet(verdicts[trigger.id]));
  draft.notes.push(...noted.map(({ note }) => note));
}

function isQuiet(verdict: string | undefined): boolean {
  return verdict === "not_met" || verdict === "page_mismatch";
}
