/** Shortest word that may be mistyped, and shortest word that may have been meant. */
const MIN_TYPED = 5;
const MIN_MEANT = 4;

/** Finds the words of a knowledge base that are one slip away from a word that it does not know. */
export interface Vocabulary {
  has(word: string): boolean;
  /** Words at edit distance 1 (a letter too many, missing, wrong, or two swapped), in alphabetical order. */
  near(word: string): readonly string[];
  /** The two known words that a compound is made of, as in German and Dutch. */
  split(word: string): readonly string[];
}

export function createVocabulary(words: Iterable<string>): Vocabulary {
  const known = new Set(words);
  // Two words one slip apart become the same word when at most one letter is taken from each.
  const byShortened = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < MIN_MEANT) continue;
    for (const key of shortened(word)) {
      const held = byShortened.get(key);
      if (held === undefined) byShortened.set(key, [word]);
      else held.push(word);
    }
  }
  return {
    has: (word) => known.has(word),
    near(word) {
      if (word.length < MIN_TYPED || /\d/.test(word)) return [];
      const found = new Set<string>();
      for (const key of shortened(word)) {
        for (const candidate of byShortened.get(key) ?? []) if (isOneSlip(word, candidate)) found.add(candidate);
      }
      return [...found].sort();
    },
    split(word) {
      for (let at = word.length - MIN_MEANT; at >= MIN_MEANT; at--) {
        const head = word.slice(0, at);
        const tail = word.slice(at);
        if (!known.has(tail)) continue;
        if (known.has(head)) return [head, tail];
        // The s that German and Dutch put between the parts.
        if (head.endsWith("s") && at > MIN_MEANT && known.has(head.slice(0, -1))) return [head.slice(0, -1), tail];
      }
      return [];
    },
  };
}

function shortened(word: string): ReadonlySet<string> {
  const keys = new Set([word]);
  for (let at = 0; at < word.length; at++) keys.add(word.slice(0, at) + word.slice(at + 1));
  return keys;
}

function isOneSlip(left: string, right: string): boolean {
  if (left === right || Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  const rest = (word: string, from: number): string => word.slice(from);
  if (left.length < right.length) return rest(left, start) === rest(right, start + 1);
  if (left.length > right.length) return rest(left, start + 1) === rest(right, start);
  if (rest(left, start + 1) === rest(right, start + 1)) return true;
  const isSwapped = left[start] === right[start + 1] && left[start + 1] === right[start];
  return isSwapped && rest(left, start + 2) === rest(right, start + 2);
}
