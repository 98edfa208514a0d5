import { MINUTE_MS } from "../ids.ts";
import { isOpen } from "../offers/offer.ts";
import { type Draft, happen, patchSession } from "./draft.ts";
import { endOffer } from "./end-offer.ts";
import type { EngineInput } from "./input.ts";

type ConversationInput = Extract<EngineInput, { type: "conversation" }>;

/** The user talks to the copilot: that wins from any state, and an offer that was open makes way (S5). */
export function chatUsed(draft: Draft): void {
  const { offer } = draft.session;
  if (offer !== null && isOpen(offer)) endOffer(draft, offer, "withdrawn", "chat_opened");
  patchSession(draft, { chatOpen: true });
  if (draft.session.handoverUntil !== undefined)
    patchSession(draft, { handoverUntil: draft.now + HANDOVER_SILENCE_MS });
  happen(draft, { type: "chat_taken" });
}

export function chatClosed(draft: Draft): void {
  patchSession(draft, { chatOpen: false });
  endHandover(draft);
  happen(draft, { type: "chat_closed" });
}

/** A person of the team is in the conversation until they leave, the chat is closed, or nobody said anything for so long. */
export const HANDOVER_SILENCE_MS: number = 30 * MINUTE_MS;

/** What a vendor tells of its conversation. Told twice it changes nothing but how long the silence may last. */
export function conversationChanged(draft: Draft, { bridge, event, code }: ConversationInput): void {
  const before = draft.session.handoverUntil !== undefined;
  if (event === "human-joined") {
    const { offer } = draft.session;
    if (offer !== null && isOpen(offer)) endOffer(draft, offer, "withdrawn", "handover");
    patchSession(draft, { handoverUntil: draft.now + HANDOVER_SILENCE_MS });
  }
  if (event === "human-left") endHandover(draft);
  const isNews = event === "undeliverable" || (draft.session.handoverUntil !== undefined) !== before;
  if (isNews) draft.notes.push({ type: "conversation", bridge, event, ...(code === undefined ? {} : { code }) });
}

export function endHandover(draft: Draft): void {
  if (draft.session.handoverUntil === undefined) return;
  const { handoverUntil: _, ...session } = draft.session;
  draft.session = session;
}
