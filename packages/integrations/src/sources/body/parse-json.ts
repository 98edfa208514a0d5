import { MAX_DEPTH, MAX_VALUES } from "../source/limits.ts";
import type { SourceProblem } from "../source/source.ts";

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: SourceProblem };

/** JSON of bounded depth and size: both are counted before anything is built. */
export function parseJson(text: string): Parsed {
  const { depth, values } = measure(text);
  if (depth > MAX_DEPTH) return fail("body_too_deep", `Nest at most ${MAX_DEPTH} levels.`);
  if (values > MAX_VALUES) return fail("body_too_complex", `Send at most ${MAX_VALUES} values; split the batch.`);
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return fail("body_not_json", "The body is not valid JSON.");
  }
}

/** One JSON value per line, as export files have it; empty lines are skipped. */
export function parseJsonLines(text: string): Parsed {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  // As one list the limits of one body hold for all lines together.
  return lines.length === 0 ? parseJson(text) : parseJson(`[${lines.join(",")}]`);
}

function fail(code: SourceProblem["code"], detail: string): Parsed {
  return { ok: false, problem: { code, detail } };
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Greatest nesting, and the number of values at most, judged by the brackets and commas outside strings. */
function measure(text: string): { readonly depth: number; readonly values: number } {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      index = endOfString(text, index);
    } else if (code === COMMA) {
      values++;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      values++;
      if (++depth > deepest) deepest = depth;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth--;
    }
  }
  return { depth: deepest, values };
}

/** Index of the quote that closes the string; the text's length when none does. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1) {
    let before = close - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((close - before) % 2 === 1) return close;
    close = text.indexOf('"', close + 1);
  }
  return text.length;
}
