import type { OfferNotice } from "./offer-notice.ts";

/** What this tab does about offers, and about the tours and chats that follow them. */
export interface Offers {
  /** An offer is live: this tab claims it once it is visible and on the right page. */
  consider(notice: OfferNotice): void;
  /** The only offer that is live, or none: everything else goes. */
  settle(notice: OfferNotice | null): void;
  withdraw(offerId: string, reason: string): void;
  /** Another tab claimed or closed it. */
  forget(offerId: string): void;
  /** Visibility or address changed. */
  recheck(): void;
  /** Goes on with the tour or the chat that was on screen when this tab's page went away. */
  resumeTour(): void;
  /** The server says a tour run is over. */
  tourEnded(runId: string): void;
  /** Takes everything off the page without a word. */
  stop(): void;
}
