import { isOpen } from "../offers/offer.ts";
import { acceptChat, closeChat } from "../session/transitions.ts";
import { type Draft, patchSession } from "./draft.ts";
import { endOffer } from "./end-offer.ts";

/** The user talks to the copilot: that wins from any state, and an offer that was open makes way (S5). */
export function chatUsed(draft: Draft): void {
  const { offer } = draft.session;
  if (offer !== null && isOpen(offer)) endOffer(draft, offer, "withdrawn", "chat_opened");
  patchSession(draft, { chatOpen: true, agent: acceptChat(draft.session.agent, draft.now) });
}

export function chatClosed(draft: Draft): void {
  patchSession(draft, { chatOpen: false, agent: closeChat(draft.session.agent, draft.now) });
}
