import { MINUTE_MS } from "../ids.ts";
import { isOpen } from "../offers/offer.ts";
import { type Draft, happen, patchSession } from "./draft.ts";
import { endOffer } from "./end-offer.ts";
import { endHandover } from "./run-chat.ts";

/** A tour that nobody touched for this long was abandoned: its tab is gone. */
export const TOUR_ABANDONED_MS: number = 10 * MINUTE_MS;

/** What time alone does, before anything else is looked at: offers expire, idle states end (S6). */
export function passTime(draft: Draft): void {
  const { now } = draft;
  const { offer, tour } = draft.session;
  if (offer !== null && isOpen(offer) && offer.expiresAt <= now) endOffer(draft, offer, "expired", "time_over");
  if (tour !== null && tour.touchedAt + TOUR_ABANDONED_MS <= now) {
    patchSession(draft, { tour: null });
    draft.notes.push({ type: "tour", tourId: tour.tourId, runId: tour.runId, event: "lost", step: tour.step });
  }
  const { handoverUntil } = draft.session;
  if (handoverUntil !== undefined && handoverUntil <= now) endHandover(draft);
  if (!isWaitingToBeSeen(draft)) {
    const before = draft.session.agent.name;
    happen(draft, { type: "time_passed" });
    // The chat nobody used for so long is over.
    if (before === "reactive_assistance" && draft.session.agent.name === "thinking") {
      patchSession(draft, { chatOpen: false });
    }
  }
}

/** The idle clock of an offer starts when it is seen: until then nothing is spent, not even a cooldown (S12). */
export function isWaitingToBeSeen(draft: Draft): boolean {
  const { offer } = draft.session;
  return offer !== null && isOpen(offer) && offer.status !== "shown";
}
