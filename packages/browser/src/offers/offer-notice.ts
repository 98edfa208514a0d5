import type { OfferWire, TourRunWire } from "@usher/core";

/** What a tab must know to decide whether to claim an offer, or a tour that was chosen outside the page. */
export interface OfferNotice {
  /** The offer's, or the run's. */
  readonly id: string;
  /** Of a tour. */
  readonly tour?: string;
  /** Page patterns on which it may be visible. */
  readonly page: readonly string[];
  /** Moment on this browser's clock (epoch milliseconds) after which it is not shown. */
  readonly deadline: number;
}

export function toNotice(offer: OfferWire, now: number): OfferNotice {
  return { id: offer.id, page: offer.page, deadline: now + remainingMs(offer, now) };
}

/** It is worth playing as long as it is not over, wherever the person is: the tour waits for its pages itself. */
export function toTourNotice({ tour_id: tour, run_id: id }: TourRunWire): OfferNotice {
  return { id, tour, page: [], deadline: Number.MAX_SAFE_INTEGER };
}

/**
 * How long the offer lives from now, milliseconds. When the two clocks cannot be right together the whole
 * lifetime is assumed: the server has the last word when the offer is claimed.
 */
export function remainingMs(offer: Pick<OfferWire, "created_at" | "expires_at">, now: number): number {
  const lifetime = offer.expires_at - offer.created_at;
  const left = offer.expires_at - now;
  return left > 0 && left <= lifetime ? left : lifetime;
}
