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

/** What of an action a filter looks at. */
export type Filterable = Pick<Action, "type" | "label" | "url">;

/** Compiles a filter once; the result is called for every action of every evaluation. */
export function actionFilter(filter: ActionFilter): (action: Filterable) => boolean {
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

/** What the page's detectors report, in whole or in part: of errors, the failed requests. */
const DETECTED: ReadonlySet<RawEventType> = new Set(["dead_click", "form_close", "error"]);

/** Whether one of the filters asks for what only the page's detectors of struggle see. */
export function filtersDetected(...filters: readonly ActionFilter[]): boolean {
  return filters.some(({ type }) => type !== undefined && DETECTED.has(type));
}

/** The filter in words, for explanations. */
export function describeFilter(filter: ActionFilter): string {
  const labels = typeof filter.label === "string" ? [filter.label] : (filter.label ?? []);
  const what = labels.length > 0 ? labels.map((label) => `“${label}”`).join(" or ") : (filter.type ?? "action");
  return filter.page === undefined ? what : `${what} on ${filter.page}`;
}
