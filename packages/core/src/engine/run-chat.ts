import { isOpen } from "../offers/offer.ts";
import { type Draft, happen, patchSession } from "./draft.ts";
import { endOffer } from "./end-offer.ts";

/** The user talks to the copilot: that wins from any state, and an offer that was open makes way (S5). */
export function chatUsed(draft: Draft): void {
  const { offer } = draft.session;
  if (offer !== null && isOpen(offer)) endOffer(draft, offer, "withdrawn", "chat_opened");
  patchSession(draft, { chatOpen: true });
  happen(draft, { type: "chat_taken" });
}

export function chatClosed(draft: Draft): void {
  patchSession(draft, { chatOpen: false });
  happen(draft, { type: "chat_closed" });
}
