import type { Action } from "../actions/action.ts";
import { addActions } from "../session/window.ts";
import { type Draft, patchSession } from "./draft.ts";

/** Actions arrive, in any order and any number of times. */
export function receiveActions(draft: Draft, actions: readonly Action[]): void {
  const { window, added, duplicateCount } = addActions(draft.window, actions);
  draft.window = window;
  draft.duplicateCount = duplicateCount;
  // What the page said of its anchors was about another page, or about this one before it was loaded again.
  if (draft.session.missingAnchors.length > 0 && added.some(({ type }) => type === "page_view")) {
    patchSession(draft, { missingAnchors: [] });
  }
}
