import { trimUrl } from "../../actions/trim-url.ts";

type Urls = readonly (string | null | undefined)[];

/**
 * Whether a user went to a page and straight back (A → B → A) at least `minCycles` times. Blank addresses are ignored
 * and repeats collapse, because a context holds one address for each action: two clicks on B are still one visit.
 * A → B → A → B counts twice.
 */
export function canonicalUrlPingPong(urls: Urls, minCycles = 1): boolean {
  return hasReturns(urls, atLeastOne(minCycles), "");
}

/**
 * As `canonicalUrlPingPong`, counting only returns of which one of the two pages contains the text.
 * Blank text counts all. Case matters.
 */
export function pingPongEitherLeg(urls: Urls, projectsSubstring = "projects", minCycles = 1): boolean {
  return hasReturns(urls, atLeastOne(minCycles), projectsSubstring.trim());
}

/** Nobody hesitates without returning once: 0 or less, which would fire on any pages, counts as 1. */
export function atLeastOne(minCycles: number): number {
  return Math.max(minCycles, 1);
}

/**
 * One pass, no allocation: remembers only the last two distinct pages. Addresses of one product share their start, so
 * the last letter is compared before the whole.
 */
export function hasReturns(urls: Urls, minCycles: number, legContains: string): boolean {
  let beforeLast = "";
  let last = "";
  let beforeLastTail = 0;
  let lastTail = 0;
  let count = 0;
  for (let at = 0; at < urls.length; at++) {
    const raw = urls[at];
    if (raw === null || raw === undefined) continue;
    const url = trimUrl(raw);
    if (url === "") continue;
    const tail = url.charCodeAt(url.length - 1);
    if (tail === lastTail && url === last) continue;
    if (
      tail === beforeLastTail &&
      url === beforeLast &&
      (legContains === "" || url.includes(legContains) || last.includes(legContains))
    ) {
      if (++count >= minCycles) return true;
    }
    beforeLast = last;
    beforeLastTail = lastTail;
    last = url;
    lastTail = tail;
  }
  return false;
}
