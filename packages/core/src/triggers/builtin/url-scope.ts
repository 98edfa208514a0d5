import type { ProactiveTriggerResult } from "../proactive-trigger-result.ts";
import { TRIGGER_ID_CANONICAL_URL_PING_PONG } from "./proactive-trigger-ids.ts";

type Urls = readonly (string | null | undefined)[];

/** Whether any address contains the text. Blank text is contained in everything; case matters. */
export function canonicalUrlsTouchSubstring(urls: Urls, substring: string): boolean {
  const wanted = substring.trim();
  if (wanted === "") return true;
  return urls.some((url) => url?.includes(wanted) === true);
}

/** Drops ping-pong results when no address of the context contains the text; other results are kept as they are. */
export function filterPingPongHits(
  urls: Urls,
  hits: readonly ProactiveTriggerResult[],
  substring: string,
): readonly ProactiveTriggerResult[] {
  if (canonicalUrlsTouchSubstring(urls, substring)) return hits;
  return hits.filter((hit) => hit.triggerId !== TRIGGER_ID_CANONICAL_URL_PING_PONG);
}
