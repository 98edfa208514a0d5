"use client";
import type { UsherTraits } from "@usher/browser";
import { useEffect, useRef } from "react";
import { useUsher } from "./use-usher.ts";

/** Who is signed in. */
export interface UsherUser {
  readonly id: string;
  readonly traits?: UsherTraits;
  /** The JWT by which the product's backend proves it. */
  readonly token?: string;
}

/** Says who the user is whenever that changes; with null after somebody, that they signed out. */
export function useIdentify(user: UsherUser | null): void {
  const client = useUsher();
  const said = useRef<string | null>(null);
  const now = user === null ? null : JSON.stringify([user.id, user.traits ?? null, user.token ?? null]);
  useEffect(() => {
    if (said.current === now) return;
    said.current = now;
    if (now === null) return client.reset();
    const [id, traits, token] = JSON.parse(now) as [string, UsherTraits | null, string | null];
    client.identify(id, traits ?? undefined, token === null ? undefined : { token });
  }, [client, now]);
}
