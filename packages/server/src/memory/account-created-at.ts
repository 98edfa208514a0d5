import { type EpochMs, parseTimestamp } from "@usher/core";
import type { PersonRecord } from "../ports/activity-store.ts";

/** Names under which hosts and vendors say when an account was made. */
const NAMES = ["created_at", "createdAt", "$created_at", "signed_up_at", "signedUpAt", "signup_date"] as const;

/** When the account was made, as the page or an event source said; null when none did. */
export function accountCreatedAt(person: PersonRecord | undefined): EpochMs | null {
  for (const name of NAMES) {
    const value = person?.traits[name];
    const at = typeof value === "string" || typeof value === "number" ? parseTimestamp(value) : undefined;
    if (at !== undefined) return at;
  }
  return null;
}
