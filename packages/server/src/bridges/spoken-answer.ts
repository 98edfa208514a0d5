import type { AnsweredOffer } from "../chat/answer-offer.ts";
import { answerOffer } from "../chat/answer-offer.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { SessionRecord } from "../ports/store.ts";

/** What a user said in a vendor's chat. */
export interface Said {
  readonly text: string;
  /** The reply that was clicked, where the vendor says which. */
  readonly chipId?: string | undefined;
}

/** Whatever language the label is in. */
const CHOSE_TOUR = "show me";

/**
 * Carries out what a user's message in a vendor's chat says to the session's offer; a tour that was chosen starts. Undefined
 * when it says anything else, and while a person of the team is in the conversation: "yes" is then said to them.
 */
export async function spokenAnswer(
  engine: Pick<SessionEngine, "apply">,
  session: SessionRecord,
  { text, chipId }: Said,
): Promise<AnsweredOffer | undefined> {
  const { offer, handoverUntil } = session.snapshot;
  if (offer === null || handoverUntil !== undefined) return undefined;
  const isTour = offer.options.some(({ kind, id }) => kind === "tour" && id === chipId);
  const about = offer.status === "accepted" ? offer : undefined;
  const answered = await answerOffer(engine, session, about, isTour ? CHOSE_TOUR : text);
  if (answered?.tourId === undefined) return answered;
  const { productId, sessionId } = session;
  // The tour takes the conversation's place.
  await engine.apply(productId, sessionId, { type: "chat-closed" });
  await engine.apply(productId, sessionId, {
    type: "tour-started",
    tourId: answered.tourId,
    runId: `spoken.${offer.id}`,
    offerId: offer.id,
  });
  return answered;
}
