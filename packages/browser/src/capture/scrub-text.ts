const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "[email]"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "[token]"],
  [/\b(?:sk|pk|rk|ghp|gho|xox[abp]|AKIA)[_-]?[\w-]{12,}/g, "[token]"],
  [/\bBearer\s+\S+/gi, "[token]"],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g, "[number]"],
  [/\b\d(?:[ -]?\d){12,}\b/g, "[number]"],
  [/\b\d{3}-\d{2}-\d{4}\b/g, "[number]"],
];

/** Takes out what should not leave the page even from a label or a title: addresses, tokens, card-like numbers. */
export function scrubText(text: string): string {
  return PATTERNS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}
