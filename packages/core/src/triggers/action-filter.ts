import type { Action } from "../actions/action.ts";
import { matchPage } from "../actions/match-page.ts";
import { memoText } from "../actions/memo-text.ts";
import type { RawEventType } from "../wire/raw-event.ts";

/** Which actions a condition is about. Every given field must fit; texts compare without regard to case. */
export interface ActionFilter {
  readonly type?: RawEventType;
  /** Part of the label, or any of several parts: wording varies ("Save changes", "Update"). */
  readonly label?: string | readonly string[];
  /** Page pattern on which the action happened. */
  readonly page?: string;
}

/** Compiles a filter once; the result is called for every action of every evaluation. */
export function actionFilter(filter: ActionFilter): (action: Action) => boolean {
  const hints = typeof filter.label === "string" ? [filter.label] : (filter.label ?? []);
  const labels = hints.map((hint) => hint.toLowerCase());
  const fitsLabel = memoText((label) => labels.some((hint) => label.toLowerCase().includes(hint)));
  const { type, page = "" } = filter;
  const fitsPage = memoText((url) => matchPage(page, url));
  return (action) => {
    if (type !== undefined && action.type !== type) return false;
    if (labels.length > 0 && !fitsLabel(action.label)) return false;
    return filter.page === undefined || fitsPage(action.url);
  };
}

/** The filter in words, for explanations. */
export function describeFilter(filter: ActionFilter): string {
  const labels = typeof filter.label === "string" ? [filter.label] : (filter.label ?? []);
  const what = labels.length > 0 ? labels.map((label) => `“${label}”`).join(" or ") : (filter.type ?? "action");
  return filter.page === undefined ? what : `${what} on ${filter.page}`;
}
