"use client";
import { Usher, type UsherClient, type UsherOptions } from "@usher/browser";
import { type JSX, type ReactNode, useEffect, useMemo, useRef } from "react";
import { keepRunning } from "./keep-running.ts";
import { createOfferStore } from "./offer-store.ts";
import { UsherContext } from "./usher-context.ts";

export interface UsherProviderProps {
  /** As for `Usher.init`. Another key or host starts anew; other changes are taken up when that happens. */
  readonly options: UsherOptions;
  /** Default: the page's own, `Usher`. */
  readonly client?: UsherClient;
  readonly children?: ReactNode;
}

/** Runs Usher while it is mounted. Renders on a server, where it does nothing. */
export function UsherProvider({ options, client = Usher, children }: UsherProviderProps): JSX.Element {
  const { key, host, chat } = options;
  const latest = useRef(options);
  const offers = useMemo(() => createOfferStore(client), [client]);
  const value = useMemo(() => ({ client, offers, chat }), [client, offers, chat]);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => offers.follow(), [offers]);
  useEffect(() => keepRunning(client, { ...latest.current, key, host }), [client, key, host]);
  return <UsherContext.Provider value={value}>{children}</UsherContext.Provider>;
}
