import type { Offer } from "@usher/core";

/** The "tab" in which an offer is shown that the guidance stream, or a reply to reported actions, carried. */
export const SEEN_BY_GUIDANCE = "guidance";

/** The "tab" of pages that follow a bridge's own stream of offers. */
export function bridgeTab(bridgeId: string): string {
  return `bridge:${bridgeId}`;
}

/**
 * Whether a tour that was chosen outside the page is for Usher's player in the page. It is not when another player has the
 * tour (`flows`), or when its offer was shown by a page that speaks a bridge's wire and shows tours itself.
 */
export function isForPage(
  { tourId, offer }: { readonly tourId: string; readonly offer: Pick<Offer, "shownInTab"> | null },
  flows: Readonly<Record<string, string>> = {},
): boolean {
  const tab = offer?.shownInTab ?? "";
  return !Object.hasOwn(flows, tourId) && tab !== SEEN_BY_GUIDANCE && !tab.startsWith(bridgeTab(""));
}
