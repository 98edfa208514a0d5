import type { EpochMs } from "../ids.ts";

/** A proposal that passed the gate. `reason` is why, in words an operator understands. */
export interface Offer {
  readonly id: string;
  readonly triggerId: string;
  readonly sessionId: string;
  readonly body: string;
  readonly options: readonly OfferOption[];
  /** Page patterns on which it may be visible; elsewhere it hides and comes back. */
  readonly page: readonly string[];
  readonly reason: string;
  readonly status: OfferStatus;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
  readonly shownAt?: EpochMs;
  /** The tab that reported it shown; no other tab may show it. */
  readonly shownInTab?: string;
  /** The option that was accepted. */
  readonly acceptedOption?: string;
  /** How it ended, e.g. `goal_reached` for a withdrawal. */
  readonly endReason?: string;
}

export type OfferOption =
  | { readonly id: string; readonly kind: "tour"; readonly label: string; readonly tourId: string }
  | { readonly id: string; readonly kind: "chat"; readonly label: string };

/**
 * `pending` → `delivered` → `shown` → one of the ends. `accepted` may still become `completed` when the goal is reached.
 * Documented order of rank: a report of a lower rank never undoes a higher one.
 */
export type OfferStatus =
  | "pending"
  | "delivered"
  | "shown"
  | "accepted"
  | "dismissed"
  | "snoozed"
  | "expired"
  | "withdrawn"
  | "completed";

/** What a page may report. */
export type OfferReport = "delivered" | "shown" | "accepted" | "dismissed" | "snoozed" | "expired";

const OPEN: Record<OfferStatus, boolean> = {
  pending: true,
  delivered: true,
  shown: true,
  accepted: false,
  dismissed: false,
  snoozed: false,
  expired: false,
  withdrawn: false,
  completed: false,
};

/** Whether the offer still waits for the user: at most one such offer exists per user (S1). */
export function isOpen(offer: Offer): boolean {
  return OPEN[offer.status];
}
