import { cleanText } from "@usher/core";

/** A label on one line of at most `max` characters, cut between words where that leaves enough of it. */
export function fitLabel(label: string, max: number): string {
  const clean = cleanText(label, 500);
  if (clean.length <= max) return clean;
  const cut = cleanText(clean, max - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > max / 2 ? cut.slice(0, space) : cut).trim()}…`;
}
