import type { OfferWire } from "@usher/core";

/** What a tab must know of an offer to decide whether to claim it. */
export interface OfferNotice {
  readonly id: string;
  /** Page patterns on which it may be visible. */
  readonly page: readonly string[];
  /** Moment on this browser's clock (epoch milliseconds) after which it is not shown. */
  readonly deadline: number;
}

export function toNotice(offer: OfferWire, now: number): OfferNotice {
  return { id: offer.id, page: offer.page, deadline: now + remainingMs(offer, now) };
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
