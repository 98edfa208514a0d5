import type { SessionListing } from "../ports/store.ts";
import { compareTexts } from "./compare-texts.ts";

/** By subject, then by beginning: the sessions of one person follow each other. */
export function compareListings(left: SessionListing, right: SessionListing): number {
  return (
    compareTexts(left.subject, right.subject) ||
    left.createdAt - right.createdAt ||
    compareTexts(left.sessionId, right.sessionId)
  );
}
