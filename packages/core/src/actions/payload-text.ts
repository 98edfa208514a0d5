const LINE_BREAK = /[\n\r\v\f\u0085\u2028\u2029]/;
const LINE_BREAKS = /[\n\r\v\f\u0085\u2028\u2029]+/g;

const FOREIGN_BREAKS = ["\r", "\v", "\f", "\u0085", "\u2028", "\u2029"];

/**
 * Text for one line of a line-oriented listing. A line break inside a label would otherwise forge further lines, or a
 * whole prompt section, in text that a model reads.
 */
export function oneLine(text: string): string {
  return LINE_BREAK.test(text) ? text.replace(LINE_BREAKS, " ") : text;
}

/**
 * Whether a listing of `lines` lines holds no further line. Asked of the whole text, because searching it for six
 * single characters is several times faster than testing every label.
 */
export function hasLines(text: string, lines: number): boolean {
  let breaks = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) breaks++;
  if (breaks !== lines - 1) return false;
  for (const mark of FOREIGN_BREAKS) if (text.includes(mark)) return false;
  return true;
}
