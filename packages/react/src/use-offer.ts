"use client";
import { useSyncExternalStore } from "react";
import type { OfferView } from "./offer-store.ts";
import { useUsherContext } from "./usher-context.ts";

/** The latest offer that came on screen in this page and what became of it; null before the first, and on a server. */
export function useOffer(): OfferView | null {
  const { offers } = useUsherContext("useOffer");
  return useSyncExternalStore(offers.subscribe, offers.view, () => null);
}
