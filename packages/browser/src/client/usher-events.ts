import type { IdentityLevel, TourOutcome } from "@usher/core";

/** What `Usher.on` can listen to, and what each listener is given. */
export interface UsherEvents {
  "session-started": { readonly sessionId: string; readonly level: IdentityLevel };
  "offer-shown": { readonly offerId: string; readonly triggerId: string };
  "offer-accepted": { readonly offerId: string; readonly optionId: string; readonly kind: "tour" | "chat" };
  "offer-dismissed": { readonly offerId: string };
  "offer-expired": { readonly offerId: string };
  "offer-withdrawn": { readonly offerId: string; readonly reason: string };
  "tour-started": { readonly tourId: string; readonly runId: string };
  /** `step` is zero-based. */
  "tour-step": { readonly tourId: string; readonly runId: string; readonly step: number };
  "tour-ended": {
    readonly tourId: string;
    readonly runId: string;
    readonly outcome: TourOutcome;
    readonly step: number;
  };
  "chat-opened": { readonly offerId: string };
  "chat-closed": { readonly offerId: string };
  /** Something did not work; the page goes on without it. `code` is stable. */
  error: { readonly code: string; readonly message: string };
}

export type UsherEventName = keyof UsherEvents;
export type UsherListener<Name extends UsherEventName> = (payload: UsherEvents[Name]) => void;
export type Emit = <Name extends UsherEventName>(name: Name, payload: UsherEvents[Name]) => void;
