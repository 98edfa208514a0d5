const LETTERS: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", ı: "i" };

/** Small letters without accents: how a person in a hurry types is how it is found. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[ßæœøłı]/g, (letter) => LETTERS[letter] ?? letter);
}

const MAX_WORD_CHARS = 40;

/** The words of a text, folded, in order. Hyphenated words come as one word and as their parts. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const [match] of foldText(text).matchAll(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu)) {
    const parts = match.split(/[-'’.]/);
    if (parts.length === 1) {
      if (match.length <= MAX_WORD_CHARS) words.push(match);
      continue;
    }
    const joined = match.includes("-") ? parts.join("") : "";
    if (joined !== "" && joined.length <= MAX_WORD_CHARS) words.push(joined);
    for (const part of parts) if (part.length > 1 && part.length <= MAX_WORD_CHARS) words.push(part);
  }
  return words;
}
