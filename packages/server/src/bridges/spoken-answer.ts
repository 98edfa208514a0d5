import type { AnsweredOffer } from "../chat/answer-offer.ts";
import { answerOffer } from "../chat/answer-offer.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { SessionRecord } from "../ports/store.ts";
import { isForPage } from "./tour-player.ts";

/** What a user said in a vendor's chat. */
export interface Said {
  readonly text: string;
  /** The reply that was clicked, where the vendor says which. */
  readonly chipId?: string | undefined;
  /** Ids that another tour player has for the tours, by tour id. */
  readonly flows?: Readonly<Record<string, string>> | undefined;
}

/** Whatever language the label is in. */
const CHOSE_TOUR = "show me";

/**
 * Carries out what a user's message in a vendor's chat says to the session's offer; a tour that was chosen starts, in one of
 * the pages unless another player has it. Undefined when it says anything else, and while a person of the team is in the
 * conversation: "yes" is then said to them.
 */
export async function spokenAnswer(
  engine: Pick<SessionEngine, "apply">,
  session: SessionRecord,
  { text, chipId, flows }: Said,
): Promise<AnsweredOffer | undefined> {
  const { offer, handoverUntil } = session.snapshot;
  if (offer === null || handoverUntil !== undefined) return undefined;
  const isTour = offer.options.some(({ kind, id }) => kind === "tour" && id === chipId);
  const about = offer.status === "accepted" ? offer : undefined;
  const answered = await answerOffer(engine, session, about, isTour ? CHOSE_TOUR : text);
  if (answered?.tourId === undefined) return answered;
  const { productId, sessionId, snapshot } = session;
  const { tour, frameOffset } = snapshot;
  // Said again before a tab plays it, it is the same run; later the person wants to see it once more.
  const isWaiting = tour?.offerId === offer.id && tour.playedIn === null;
  // The tour takes the conversation's place.
  await engine.apply(productId, sessionId, { type: "chat-closed" });
  await engine.apply(productId, sessionId, {
    type: "tour-started",
    tourId: answered.tourId,
    runId: isWaiting ? tour.runId : `spoken.${offer.id}.${frameOffset}`,
    offerId: offer.id,
    unclaimed: isForPage({ tourId: answered.tourId, offer }, flows),
  });
  return answered;
}
