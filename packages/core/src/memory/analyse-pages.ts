import type { Action } from "../actions/action.ts";
import type { AnalysisPage, AnalysisUrls } from "./session-analysis.ts";
import type { SessionTimeline } from "./session-timeline.ts";

const MAX_PAGES = 200;

/** The pages in the order they were visited, each from the first thing done there until the next page. */
export function analysePages({ actions, seconds, endedAt }: SessionTimeline): AnalysisUrls {
  const stays: { readonly first: Action; title: string; until: number }[] = [];
  for (const action of actions) {
    if (action.url === "") continue;
    const current = stays.at(-1);
    if (current !== undefined) current.until = action.at;
    if (current === undefined || current.first.canonicalUrl !== action.canonicalUrl) {
      stays.push({ first: action, title: action.type === "page_view" ? action.label : "", until: action.at });
    } else if (current.title === "" && action.type === "page_view") current.title = action.label;
  }
  const last = stays.at(-1);
  if (last !== undefined) last.until = endedAt;
  const pages: readonly AnalysisPage[] = stays.slice(0, MAX_PAGES).map(({ first, title, until }) => ({
    raw_url: first.url,
    canonical_url: first.canonicalUrl,
    title,
    start_s: seconds(first.at),
    end_s: seconds(until),
    duration_s: Math.round(until - first.at) / 1_000,
  }));
  const isHash = stays.length > 0 && stays.every(({ first }) => first.url.includes("#/"));
  return {
    routing_shape: isHash ? "hash" : "history",
    count: new Set(stays.map(({ first }) => first.canonicalUrl)).size,
    pages,
  };
}
