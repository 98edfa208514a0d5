/** Letters or digits that every pattern below needs; most labels have none and are done. */
const SUSPICIOUS = /[@\d]|bearer|eyJ|[sprg]k[_-]|gh[op]_|xox/i;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, "[email]"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "[token]"],
  [/\b(?:sk|pk|rk|ghp|gho|xox[abp]|AKIA)[_-]?[\w-]{12,}/g, "[token]"],
  [/\bBearer\s+\S+/gi, "[token]"],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g, "[number]"],
  [/\b\d(?:[ -]?\d){12,}\b/g, "[number]"],
  [/\b\d{3}-\d{2}-\d{4}\b/g, "[number]"],
];

/** Takes out of labels and titles what does not belong in a log: addresses, tokens, card-like numbers. */
export function scrubText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return PATTERNS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}
