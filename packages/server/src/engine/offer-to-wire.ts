import type { Offer, OfferOptionWire, OfferWire, Tour, TourWire } from "@usher/core";

export function offerToWire(offer: Offer): OfferWire {
  return {
    id: offer.id,
    trigger_id: offer.triggerId,
    session_id: offer.sessionId,
    body: offer.body,
    options: offer.options.map(
      (option): OfferOptionWire =>
        option.kind === "tour"
          ? { id: option.id, kind: "tour", label: option.label, tour_id: option.tourId }
          : { id: option.id, kind: "chat", label: option.label },
    ),
    page: offer.page,
    reason: offer.reason,
    status: offer.status,
    created_at: offer.createdAt,
    expires_at: offer.expiresAt,
  };
}

export function tourToWire(tour: Tour): TourWire {
  return tour;
}
