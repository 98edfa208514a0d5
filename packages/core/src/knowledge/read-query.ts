import { wordsOf } from "./fold-text.ts";
import type { IndexedEntries } from "./indexed-entries.ts";
import { stemWord } from "./stem-word.ts";
import { STOP_WORDS } from "./stop-words.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** One word of a question and the terms it may stand for. */
export interface QueryWord {
  readonly word: string;
  readonly terms: readonly QueryTerm[];
}

export interface QueryTerm {
  readonly term: string;
  /** 1 for the word itself; less for what it may have meant. */
  readonly weight: number;
  readonly how: "exact" | "typo" | "synonym" | "compound";
}

const TYPO_WEIGHT = 0.8;
const SYNONYM_WEIGHT = 0.6;
const COMPOUND_WEIGHT = 0.7;
/** A question longer than this is a text; its beginning says what is wanted. */
const MAX_WORDS = 64;

/** The words of a question that an index can look up. Small words count only when there are no others. */
export function readQuery(
  query: string,
  index: IndexedEntries,
  vocabulary: Vocabulary,
  synonyms: ReadonlyMap<string, ReadonlySet<string>>,
): readonly QueryWord[] {
  const all = [...new Set(wordsOf(query.slice(0, 2_000)))].slice(0, MAX_WORDS);
  const meaningful = all.filter((word) => !index.languages.some((language) => STOP_WORDS[language].has(word)));
  const words = meaningful.length > 0 ? meaningful : all;
  return words.map((word) => ({ word, terms: termsOf(word) }));

  function termsOf(word: string): readonly QueryTerm[] {
    const found = new Map<string, QueryTerm>();
    const add = (each: string, weight: number, how: QueryTerm["how"]): void => {
      for (const term of stems(each)) {
        if (index.postings.has(term) && (found.get(term)?.weight ?? 0) < weight) found.set(term, { term, weight, how });
      }
    };
    add(word, 1, "exact");
    // A word that is known, in whatever form, is not a slip.
    if (found.size === 0) {
      for (const near of vocabulary.near(word)) add(near, TYPO_WEIGHT, "typo");
      if (found.size === 0) for (const part of vocabulary.split(word)) add(part, COMPOUND_WEIGHT, "compound");
    }
    for (const synonym of synonyms.get(word) ?? []) add(synonym, SYNONYM_WEIGHT, "synonym");
    return [...found.values()];
  }

  function stems(word: string): readonly string[] {
    return [...new Set(index.languages.map((language) => stemWord(word, language)))];
  }
}
