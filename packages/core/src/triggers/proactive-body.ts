import { cutText } from "../actions/cut-text.ts";
import { UsherError } from "../errors.ts";

/** Longest body of a proposal, code points. */
export const PROACTIVE_BODY_MAX_CHARS = 150;

/**
 * The text trimmed and cut to at most `maxChars` code points, without white space at the cut.
 * Throws UsherError `body_limit_invalid` unless `maxChars` is a whole number of at least 0.
 */
export function truncateProactiveBody(text: string, maxChars: number = PROACTIVE_BODY_MAX_CHARS): string {
  if (!Number.isInteger(maxChars) || maxChars < 0) {
    throw new UsherError("body_limit_invalid", "maxChars: give a whole number of at least 0", { path: "maxChars" });
  }
  return cutText(text.trim(), maxChars).trimEnd();
}
