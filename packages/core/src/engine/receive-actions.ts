import type { Action } from "../actions/action.ts";
import { rememberDeeds } from "../session/deeds.ts";
import { addActions } from "../session/window.ts";
import { type Draft, patchSession } from "./draft.ts";

/** Actions arrive, in any order and any number of times. */
export function receiveActions(draft: Draft, actions: readonly Action[]): void {
  const { window, added, duplicateCount, left } = addActions(draft.window, actions);
  draft.window = window;
  draft.duplicateCount = duplicateCount;
  const seen = rememberDeeds(draft.session.seen, left);
  if (seen !== draft.session.seen) patchSession(draft, { seen });
  // What the page said of its anchors was about another page, or about this one before it was loaded again.
  if (draft.session.missingAnchors.length > 0 && added.some(({ type }) => type === "page_view")) {
    patchSession(draft, { missingAnchors: [] });
  }
}
