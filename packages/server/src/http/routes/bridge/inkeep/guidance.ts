import { type EpochMs, type OfferWire, SECOND_MS } from "@usher/core";
import type { SessionRecord } from "../../../../ports/store.ts";
import type { Product } from "../../../../products/product.ts";

/** What `/bridge/inkeep` says of an offer on the stream. Moments are epoch seconds with a fraction. */
export interface GuidanceEvent {
  readonly type: "guidance_offer" | "guidance_start";
  /** The offer's, for the reply. */
  readonly id: string;
  readonly session_id: string;
  readonly message: string;
  /** CSS selector of what the guide's first step points at; empty when there is no guide. */
  readonly target: string;
  /** Empty when the offer leads to the chat alone. */
  readonly tour_id: string;
  readonly reason: string;
  readonly created_at: number;
}

/** An offer as the reply to reported actions has it. */
export interface ProactiveOffer extends Omit<GuidanceEvent, "type"> {
  readonly user_id: string | null;
  readonly email: string | null;
}

export function guidanceOffer(offer: OfferWire, product: Product): GuidanceEvent {
  return { type: "guidance_offer", ...about(offer, product), message: offer.body, created_at: madeAt(offer) };
}

export function guidanceStart(offer: OfferWire, product: Product, now: EpochMs): GuidanceEvent {
  const told = about(offer, product);
  const title = product.rules.tours.get(told.tour_id)?.title ?? told.tour_id;
  return { type: "guidance_start", ...told, message: `Start the guide: ${title}.`, created_at: now / SECOND_MS };
}

export function proactiveOffer(offer: OfferWire, product: Product, { userId, email }: SessionRecord): ProactiveOffer {
  const told = about(offer, product);
  return { ...told, user_id: userId, email, message: offer.body, created_at: madeAt(offer) };
}

/** The guide an offer leads to; empty when it has none. */
export function tourIdOf({ options }: OfferWire): string {
  return options.find((option) => option.kind === "tour")?.tour_id ?? "";
}

function about(offer: OfferWire, { rules }: Product): Omit<GuidanceEvent, "type" | "message" | "created_at"> {
  const tourId = tourIdOf(offer);
  const target = rules.tours.get(tourId)?.steps[0]?.target.selectors[0] ?? "";
  return { id: offer.id, session_id: offer.session_id, target, tour_id: tourId, reason: offer.reason };
}

function madeAt(offer: OfferWire): number {
  return offer.created_at / SECOND_MS;
}
