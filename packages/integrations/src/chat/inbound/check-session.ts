import type { InboundRequest, Proof } from "./inbound.ts";
import { refuse } from "./refuse.ts";

/** For what a page's adapter reports: the platform has checked the session token, or there is none. */
export function checkSession({ session }: InboundRequest): Proof {
  return session === undefined || session.sessionId === ""
    ? refuse("signature_missing", "Send the page's session token: this comes from a page.")
    : { ok: true };
}
