/** A cut that keeps less than this share of a line is worse than one inside a word. */
const SHORTEST_SHARE = 0.5;

/**
 * Cuts a text into parts whose rendered form has at most `maxChars` characters: between lines where it can, else between
 * words, never inside a character. Nothing is lost but the white space at the cuts.
 */
export function splitText(text: string, maxChars: number, render: (part: string) => string): readonly string[] {
  const fits = (part: string): boolean => render(part).length <= maxChars;
  const parts: string[] = [];
  let part = "";
  for (const line of text.trim().split(/\r\n|\r|\n/)) {
    const longer = part === "" ? line : `${part}\n${line}`;
    if (fits(longer)) {
      part = longer;
      continue;
    }
    if (part.trim() !== "") parts.push(part.trim());
    part = line;
    if (!fits(line)) {
      const pieces = cutLine(line, fits);
      part = pieces.pop() ?? "";
      parts.push(...pieces);
    }
  }
  if (part.trim() !== "") parts.push(part.trim());
  return parts;
}

/** Bold does not survive a cut inside its line: half of a mark would be shown as asterisks. */
function cutLine(line: string, fits: (part: string) => boolean): string[] {
  const pieces: string[] = [];
  let rest = line.replace(/\*\*([^*\n]+)\*\*/g, "$1").trim();
  while (rest !== "" && !fits(rest)) {
    const longest = longestFitting(rest, fits);
    const space = rest.lastIndexOf(" ", longest);
    const end = space > longest * SHORTEST_SHARE ? space : longest;
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  if (rest !== "") pieces.push(rest);
  return pieces.filter((piece) => piece !== "");
}

/** Length of the longest beginning that fits, at least one character, whole surrogate pairs only. */
function longestFitting(text: string, fits: (part: string) => boolean): number {
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  if (isHighSurrogate(text.charCodeAt(low - 1)) && low < text.length) return low === 1 ? 2 : low - 1;
  return low;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
