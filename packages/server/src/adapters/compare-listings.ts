import type { SessionListing } from "../ports/store.ts";

/** By subject, then by beginning: the sessions of one person follow each other. */
export function compareListings(left: SessionListing, right: SessionListing): number {
  const texts = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
  return (
    texts(left.subject, right.subject) || left.createdAt - right.createdAt || texts(left.sessionId, right.sessionId)
  );
}
