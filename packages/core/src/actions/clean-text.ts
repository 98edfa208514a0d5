/** C0 and C1 controls but white space, zero-width and bidirectional controls: invisible, and used to deceive. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is the purpose
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g;
/** Clean already: this runs for every field of every event, and most are. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
const SPACES = /\s+/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Page text made safe to store and compare: one line, no invisible characters, whole surrogate pairs, NFC, at most
 * `max` code points. Page text is data, never markup or instructions.
 */
export function cleanText(text: string, max: number): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  const oneLine = text
    .slice(0, max * 8)
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(INVISIBLE, "")
    .replace(SPACES, " ")
    .normalize("NFC")
    .trim();
  if (oneLine.length <= max) return oneLine;
  return Array.from(oneLine).slice(0, max).join("").trim();
}
