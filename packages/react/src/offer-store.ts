import type { UsherClient } from "@usher/browser";

/** The latest offer that came on screen in this page, and what became of it. */
export interface OfferView {
  readonly offerId: string;
  readonly triggerId: string;
  readonly status: "shown" | "accepted" | "dismissed" | "expired" | "withdrawn";
  /** What was chosen, of an accepted one. */
  readonly kind?: "tour" | "chat";
}

export interface OfferStore {
  view(): OfferView | null;
  subscribe(listener: () => void): () => void;
  /** Follows the client; returns how to stop. */
  follow(): () => void;
}

export function createOfferStore(client: UsherClient): OfferStore {
  const listeners = new Set<() => void>();
  let latest: OfferView | null = null;

  function change(next: OfferView): void {
    latest = next;
    for (const listener of [...listeners]) listener();
  }

  function end(offerId: string, status: OfferView["status"], kind?: OfferView["kind"]): void {
    if (latest?.offerId !== offerId) return;
    change({ ...latest, status, ...(kind === undefined ? {} : { kind }) });
  }

  return {
    view: () => latest,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow() {
      const stops = [
        client.on("offer-shown", ({ offerId, triggerId }) => change({ offerId, triggerId, status: "shown" })),
        client.on("offer-accepted", ({ offerId, kind }) => end(offerId, "accepted", kind)),
        client.on("offer-dismissed", ({ offerId }) => end(offerId, "dismissed")),
        client.on("offer-expired", ({ offerId }) => end(offerId, "expired")),
        client.on("offer-withdrawn", ({ offerId }) => end(offerId, "withdrawn")),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
