import { createHash } from "node:crypto";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";
import type { SessionClaims } from "./session-token.ts";

/**
 * For `EventSource`, which can send no header: a ticket in the address opens one stream, once, within half a minute. An
 * address that ends up in a log or a history then opens nothing.
 */
export interface StreamTickets {
  issue(claims: SessionClaims): string;
  /** What the ticket stood for; undefined when it was used, is over, or never was. */
  take(ticket: string): SessionClaims | undefined;
  readonly lifetimeS: number;
}

interface Options {
  readonly now: () => number;
  readonly createId: (prefix: string) => string;
}

const LIFETIME_S = 30;

export function createStreamTickets({ now, createId }: Options): StreamTickets {
  const issued: BoundedMap<{ readonly claims: SessionClaims; readonly until: number }> = createBoundedMap(10_000);
  return {
    lifetimeS: LIFETIME_S,
    issue(claims) {
      const ticket = `${createId("st")}${createId("")}`;
      issued.set(hash(ticket), { claims, until: now() + LIFETIME_S * 1_000 });
      return ticket;
    },
    take(ticket) {
      const key = hash(ticket);
      const found = issued.get(key);
      issued.delete(key);
      return found !== undefined && found.until > now() ? found.claims : undefined;
    },
  };
}

/** Looked up by hash: how long a look-up takes says nothing about the tickets there are. */
function hash(ticket: string): string {
  return createHash("sha256").update(ticket).digest("base64url");
}
