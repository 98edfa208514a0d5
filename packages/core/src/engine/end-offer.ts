import type { SnoozeScope } from "../gate/snooze.ts";
import type { AttentionEnd } from "../gate/spend-attention.ts";
import { isOpen, type Offer } from "../offers/offer.ts";
import { triggerContext } from "./context.ts";
import { type Draft, happen, publish, saveOffer, settleAttention } from "./draft.ts";

/** How an open offer ends other than by being accepted. */
export type OfferEnd = "dismissed" | "snoozed" | "expired" | "withdrawn";

/** Ends the open offer: state, attention, ledger, and every tab that may still show it. */
export function endOffer(
  draft: Draft,
  offer: Offer,
  end: OfferEnd,
  reason: string,
  { scope = "hour", late = false }: { readonly scope?: SnoozeScope; readonly late?: boolean } = {},
): void {
  const seen = offer.shownAt !== undefined;
  const unseen = !seen && (end === "expired" || end === "withdrawn");
  saveOffer(draft, { ...offer, status: end, endReason: reason });
  settleAttention(draft, offer, attentionEnd(end, seen, late, scope));
  happen(draft, { type: unseen ? "unseen" : end });
  // A page that shows the offer owns its clock: hovering pauses it, and a late click is honoured.
  if (!(end === "expired" && seen && reason === "time_over")) {
    publish(draft, { event: "withdraw", offerId: offer.id, reason });
  }
  draft.notes.push({
    type: "outcome",
    triggerId: offer.triggerId,
    offerId: offer.id,
    outcome: unseen && end === "expired" ? "unseen" : end,
    reason,
    ...(end === "snoozed" ? { option: scope } : {}),
  });
}

function attentionEnd(end: OfferEnd, seen: boolean, late: boolean, scope: SnoozeScope): AttentionEnd {
  if (end === "snoozed") return { type: "snoozed", scope };
  if (end === "expired") return { type: seen ? "ignored" : "unseen" };
  return end === "dismissed" ? { type: end, late } : { type: end };
}

/**
 * An offer that nobody needs any more is withdrawn: its goal was reached (S11), or the person said no to offers like it. An
 * accepted one whose goal is reached has done its work.
 */
export function endMootOffer(draft: Draft): void {
  const { offer } = draft.session;
  if (offer === null || !(isOpen(offer) || offer.status === "accepted")) return;
  const trigger = draft.rules.triggers.find((candidate) => candidate.id === offer.triggerId);
  if (trigger === undefined) {
    if (isOpen(offer)) endOffer(draft, offer, "withdrawn", "trigger_removed");
    return;
  }
  const unwanted = isOpen(offer) ? wishAgainst(draft, offer.triggerId) : undefined;
  if (unwanted !== undefined) return endOffer(draft, offer, "withdrawn", unwanted);
  if (!isMet(() => trigger.until(triggerContext(draft)).met)) return;
  if (isOpen(offer)) return endOffer(draft, offer, "withdrawn", "goal_reached");
  saveOffer(draft, { ...offer, status: "completed", endReason: "goal_reached" });
  settleAttention(draft, offer, { type: "completed" });
  draft.notes.push({
    type: "outcome",
    triggerId: offer.triggerId,
    offerId: offer.id,
    outcome: "completed",
    reason: "goal_reached",
  });
}

function isMet(goal: () => boolean): boolean {
  try {
    return goal();
  } catch {
    return false;
  }
}

/** The person's own wishes beat an offer that is already out, as they beat one that is not made yet. */
function wishAgainst({ attention, session, rules, now }: Draft, triggerId: string): string | undefined {
  if (attention.dial === "off" || attention.muted.includes(triggerId)) return "opted_out";
  if ((attention.snoozedUntil ?? 0) > now || rules.policy.paused) return "paused";
  return session.consent === false ? "consent" : undefined;
}
