import { matchGlob } from "../../actions/match-glob.ts";
import type { Condition } from "../condition.ts";

/**
 * Met while the current page's whole address fits one of the patterns (`*` any characters, `?` one). Compares more than
 * `onPage`: host, query and fragment count as well.
 */
export function urlMatches(...patterns: readonly string[]): Condition {
  const words = `address like ${patterns.join(" or ")}`;
  return ({ page }) => ({
    condition: words,
    met: page !== undefined && patterns.some((pattern) => matchGlob(pattern, page.url)),
  });
}
