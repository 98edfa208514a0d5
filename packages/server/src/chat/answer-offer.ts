import { acceptInWords, isOpen, type Offer } from "@usher/core";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { SessionRecord } from "../ports/store.ts";

/** What a message did to the offer it answered. */
export interface AnsweredOffer {
  readonly offer: Offer;
  readonly choice: "tour" | "chat" | "declined";
  readonly tourId?: string;
}

type Option = Offer["options"][number];

/**
 * Carries out a message that answers the session's offer in words ("yes", "zeig mir", "no thanks"), through the same
 * reports a click would make. Undefined when it says anything else: a question is a question. After the chat was chosen
 * "show me" still starts the tour of the offer that is talked about.
 */
export async function answerOffer(
  engine: Pick<SessionEngine, "apply">,
  session: SessionRecord,
  about: Offer | undefined,
  message: string,
): Promise<AnsweredOffer | undefined> {
  const current = session.snapshot.offer;
  if (current === null || (about !== undefined && about.id !== current.id)) return undefined;
  const spoken = acceptInWords(message);
  if (spoken === null) return undefined;
  const tour = current.options.find(({ kind }) => kind === "tour");
  if (!isOpen(current)) {
    const isTalkedAbout = about !== undefined && current.status === "accepted";
    return spoken === "tour" && isTalkedAbout && tour !== undefined ? answered(current, tour) : undefined;
  }
  const report = { type: "outcome", offerId: current.id } as const;
  const { productId, sessionId } = session;
  if (spoken === "decline") {
    const { answer } = await engine.apply(productId, sessionId, { ...report, report: "dismissed" });
    return answer?.type === "ok" ? { offer: current, choice: "declined" } : undefined;
  }
  const option = spoken === "accept" ? current.options[0] : current.options.find(({ kind }) => kind === spoken);
  if (option === undefined) return undefined;
  const { answer } = await engine.apply(productId, sessionId, { ...report, report: "accepted", option: option.id });
  return answer?.type === "ok" ? answered(current, option) : undefined;
}

function answered(offer: Offer, option: Option): AnsweredOffer {
  return option.kind === "tour" ? { offer, choice: "tour", tourId: option.tourId } : { offer, choice: "chat" };
}
