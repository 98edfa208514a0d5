import { matchAnyPage } from "../../actions/match-page.ts";
import type { Condition } from "../condition.ts";

/** Met while the user's current page — that of the latest action by event time — fits one of the patterns. */
export function onPage(...patterns: readonly string[]): Condition {
  const words = `on ${patterns.join(" or ")}`;
  return ({ page }) => ({ condition: words, met: page !== undefined && matchAnyPage(patterns, page.url) });
}
