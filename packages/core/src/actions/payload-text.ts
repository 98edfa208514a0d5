const LINE_BREAK = /[\n\r\v\f\u0085\u2028\u2029]/;
const LINE_BREAKS = /[\n\r\v\f\u0085\u2028\u2029]+/g;

/**
 * Text for one line of a line-oriented listing. A line break inside a label would otherwise forge further lines, or a
 * whole prompt section, in text that a model reads.
 */
export function oneLine(text: string): string {
  return LINE_BREAK.test(text) ? text.replace(LINE_BREAKS, " ") : text;
}
