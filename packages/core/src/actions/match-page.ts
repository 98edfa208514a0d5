import { memoText } from "./memo-text.ts";
import { parseUrl, type UrlParts } from "./parse-url.ts";

/** The same few addresses and patterns are compared at every action. Case never matters in a path. */
const partsOf: (url: string) => UrlParts = memoText((url) => {
  const { origin, segments } = parseUrl(url);
  return { origin, segments: segments.map((segment) => segment.toLowerCase()) };
}, 2_048);

/**
 * Whether an address is on the page a pattern names.
 *
 * A pattern is a path — `/projects`, `/projects/:id`, `/projects/*` — optionally preceded by an origin
 * (`https://app.example.com/projects`). `:name` stands for one segment, a trailing `*` for any rest
 * (including none). Query, fragment and a trailing slash never matter, and a path is compared whole:
 * `/projects` is not `/projects-archive`.
 */
export function matchPage(pattern: string, url: string): boolean {
  const wanted = partsOf(pattern);
  const actual = partsOf(url);
  if (wanted.origin !== "" && wanted.origin !== actual.origin) return false;
  const parts = wanted.segments;
  const rest = parts.at(-1) === "*";
  const fixed = rest ? parts.length - 1 : parts.length;
  if (rest ? actual.segments.length < fixed : actual.segments.length !== fixed) return false;
  for (let index = 0; index < fixed; index++) {
    const part = parts[index] as string;
    if (part !== "*" && !part.startsWith(":") && part !== actual.segments[index]) return false;
  }
  return true;
}

/** Whether an address is on any of the pages; an empty list means every page. */
export function matchAnyPage(patterns: readonly string[], url: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchPage(pattern, url));
}
