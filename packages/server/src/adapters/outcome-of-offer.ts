import type { EpochMs, Offer } from "@usher/core";

/** What stays of an offer when its session is forgotten: how often what helped, and nothing of whom. */
export interface OfferOutcome {
  readonly shownAt: EpochMs | null;
  readonly acceptedOption: string | null;
  readonly endReason: string | null;
}

export function outcomeOfOffer({ shownAt, acceptedOption, endReason }: Offer): OfferOutcome {
  return { shownAt: shownAt ?? null, acceptedOption: acceptedOption ?? null, endReason: endReason ?? null };
}
