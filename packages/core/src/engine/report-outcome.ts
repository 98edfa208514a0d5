import type { SnoozeScope } from "../gate/snooze.ts";
import { spend } from "../gate/spend-attention.ts";
import { isOpen, type Offer, type OfferReport } from "../offers/offer.ts";
import { type Draft, happen, patchSession, publish, saveOffer, settleAttention } from "./draft.ts";
import { endOffer } from "./end-offer.ts";
import type { EngineInput } from "./input.ts";

type OutcomeInput = Extract<EngineInput, { type: "outcome" }>;

/** A page says what became of an offer. Reports only ever move an offer forward; a repeated one gets the same answer. */
export function reportOutcome(draft: Draft, input: OutcomeInput): void {
  const { offer } = draft.session;
  if (offer === null || offer.id !== input.offerId) {
    draft.answer = { type: "unknown" };
    return;
  }
  HANDLERS[input.report](draft, offer, input);
  draft.answer ??= { type: "ok", offer: draft.session.offer ?? offer };
}

type Handler = (draft: Draft, offer: Offer, input: OutcomeInput) => void;

const HANDLERS: Record<OfferReport, Handler> = {
  delivered(draft, offer) {
    if (offer.status !== "pending") return;
    saveOffer(draft, { ...offer, status: "delivered" });
    note(draft, offer, "delivered");
  },

  shown(draft, offer, { tabId }) {
    if (!isOpen(offer)) return refuse(draft);
    if (offer.status === "shown") {
      if (offer.shownInTab !== tabId) draft.answer = { type: "claimed" };
      return;
    }
    saveOffer(draft, { ...markSeen(draft, offer, tabId), status: "shown" });
    happen(draft, { type: "interaction" });
  },

  accepted(draft, offer, input) {
    const option = offer.options.find((candidate) => candidate.id === input.option);
    if (option === undefined) return refuse(draft);
    if (offer.status === "accepted" || offer.status === "completed") {
      if (offer.acceptedOption !== option.id) refuse(draft);
      return;
    }
    // A click after the time was over is still a click: the user wants it.
    if (!isOpen(offer) && offer.status !== "expired") return refuse(draft);
    saveOffer(draft, { ...markSeen(draft, offer, input.tabId), status: "accepted", acceptedOption: option.id });
    settleAttention(draft, offer, { type: "accepted" });
    if (option.kind === "tour") {
      happen(draft, { type: "tour_taken", tourId: option.tourId });
    } else {
      happen(draft, { type: "chat_taken" });
      patchSession(draft, { chatOpen: true });
    }
    publish(draft, { event: "withdraw", offerId: offer.id, reason: "accepted" });
    draft.notes.push({
      type: "outcome",
      triggerId: offer.triggerId,
      offerId: offer.id,
      outcome: "accepted",
      option: option.id,
    });
  },

  dismissed: (draft, offer) => endByUser(draft, offer, "dismissed"),
  snoozed: (draft, offer, { scope }) => endByUser(draft, offer, "snoozed", scope),
  expired: (draft, offer) => endByUser(draft, offer, "expired"),
};

function endByUser(
  draft: Draft,
  offer: Offer,
  end: "dismissed" | "snoozed" | "expired",
  scope: SnoozeScope | undefined = "hour",
): void {
  if (offer.status === end) return;
  const late = offer.status === "expired" && end !== "expired";
  if (!isOpen(offer) && !late) return refuse(draft);
  const wasIgnored = late && offer.shownAt !== undefined;
  const seen = end === "expired" ? offer : markSeen(draft, offer);
  endOffer(draft, seen, end, "reported", { scope, late: wasIgnored });
}

/** It is visible, and only now is anything spent. What the user answered was seen, whether or not that was reported. */
function markSeen(draft: Draft, offer: Offer, tabId?: string): Offer {
  if (offer.shownAt !== undefined) return offer;
  const trigger = draft.rules.triggers.find((candidate) => candidate.id === offer.triggerId);
  draft.attention = spend(draft.attention, offer.triggerId, trigger?.cooldownS ?? 0, draft.now);
  patchSession(draft, { shownCount: draft.session.shownCount + 1 });
  note(draft, offer, "shown");
  return { ...offer, shownAt: draft.now, ...(tabId === undefined ? {} : { shownInTab: tabId }) };
}

function refuse(draft: Draft): void {
  draft.answer = { type: "not-open" };
}

function note(draft: Draft, offer: Offer, outcome: OfferReport): void {
  draft.notes.push({ type: "outcome", triggerId: offer.triggerId, offerId: offer.id, outcome });
}
