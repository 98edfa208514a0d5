"use client";
import type { ChatAdapter, UsherClient } from "@usher/browser";
import { type Context, createContext, useContext } from "react";
import type { OfferStore } from "./offer-store.ts";

export interface UsherContextValue {
  readonly client: UsherClient;
  readonly offers: OfferStore;
  readonly chat: ChatAdapter | undefined;
}

export const UsherContext: Context<UsherContextValue | null> = createContext<UsherContextValue | null>(null);

/** Throws outside of a provider, naming who asked. */
export function useUsherContext(asker: string): UsherContextValue {
  const value = useContext(UsherContext);
  if (value === null) throw new Error(`${asker} needs a <UsherProvider> around it.`);
  return value;
}
