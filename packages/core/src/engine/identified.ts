import { openOffer } from "../gate/attention.ts";
import { isOpen } from "../offers/offer.ts";
import { type Draft, patchSession } from "./draft.ts";
import { endOffer } from "./end-offer.ts";

/** The session's user has a name. If an offer is open for them elsewhere, the one of this session makes way (S1). */
export function identified(draft: Draft, userId: string): void {
  patchSession(draft, { userId });
  const { offer } = draft.session;
  const elsewhere = openOffer(draft.attention, draft.now);
  if (offer === null || !isOpen(offer) || elsewhere === null || elsewhere.offerId === offer.id) return;
  endOffer(draft, offer, "withdrawn", "offer_open_elsewhere");
}
