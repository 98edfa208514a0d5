import { matchGlob } from "../../actions/match-glob.ts";
import type { Condition } from "../condition.ts";

/** Met while the name of the page viewed last — its title without the product's name — fits one of the patterns. */
export function titleMatches(...patterns: readonly string[]): Condition {
  const words = `page called ${patterns.join(" or ")}`;
  return ({ actions }) => {
    const viewed = actions.findLast((action) => action.type === "page_view");
    return {
      condition: words,
      met: viewed !== undefined && patterns.some((pattern) => matchGlob(pattern, viewed.label)),
    };
  };
}
