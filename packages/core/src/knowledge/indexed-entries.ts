import type { KnowledgeEntry } from "./entry.ts";
import { wordsOf } from "./fold-text.ts";
import { stemWord } from "./stem-word.ts";
import { detectLanguage, type KnowledgeLanguage, LANGUAGES, STOP_WORDS } from "./stop-words.ts";

export const FIELDS = ["title", "steps", "text"] as const;
export type KnowledgeField = (typeof FIELDS)[number];

/** How much a word counts by where it stands, and how much a long field is held against it. */
const FIELD_WEIGHT: Readonly<Record<KnowledgeField, number>> = { title: 2.2, steps: 1, text: 1.2 };
const LENGTH_SHARE = 0.4;
/** Saturation: the fifth mention says little that the second did not. */
export const SATURATION = 1.4;

/** Where a term occurs: entries in rising order, and the weight it has in each. */
export interface Postings {
  readonly entries: number[];
  readonly weights: number[];
}

export interface IndexedEntries {
  readonly postings: ReadonlyMap<string, Postings>;
  /** Words as they were written (folded), for slips of the pen; each with its terms. */
  readonly termsOfWord: ReadonlyMap<string, ReadonlySet<string>>;
  readonly languages: readonly KnowledgeLanguage[];
  /** Terms of each field of each entry in order, to look at which stand together. */
  readonly sequences: readonly Readonly<Record<KnowledgeField, readonly string[]>>[];
}

/** Reads all entries once. */
export function indexEntries(entries: readonly KnowledgeEntry[]): IndexedEntries {
  const languages = new Set<KnowledgeLanguage>();
  const termsOfWord = new Map<string, Set<string>>();
  const sequences = entries.map((entry) => {
    const words = wordsOfFields(entry);
    const language = detectLanguage(FIELDS.flatMap((field) => words[field]));
    languages.add(language);
    const terms = (field: KnowledgeField): readonly string[] =>
      words[field].flatMap((word) => {
        if (STOP_WORDS[language].has(word)) return [];
        const term = stemWord(word, language);
        const held = termsOfWord.get(word);
        if (held === undefined) termsOfWord.set(word, new Set([term]));
        else held.add(term);
        return [term];
      });
    return { title: terms("title"), steps: terms("steps"), text: terms("text") };
  });
  return {
    postings: post(sequences),
    termsOfWord,
    languages: LANGUAGES.filter((language) => languages.has(language)),
    sequences,
  };
}

function wordsOfFields(entry: KnowledgeEntry): Readonly<Record<KnowledgeField, readonly string[]>> {
  const steps = entry.steps.flatMap(({ title, description }) => [...wordsOf(title), ...wordsOf(description)]);
  return { title: wordsOf(entry.title), steps, text: wordsOf(entry.text) };
}

function post(sequences: IndexedEntries["sequences"]): ReadonlyMap<string, Postings> {
  const average = (field: KnowledgeField): number =>
    Math.max(1, sequences.reduce((sum, sequence) => sum + sequence[field].length, 0) / Math.max(1, sequences.length));
  const averages = { title: average("title"), steps: average("steps"), text: average("text") };
  const postings = new Map<string, Postings>();
  sequences.forEach((sequence, index) => {
    const weights = new Map<string, number>();
    for (const field of FIELDS) {
      const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * sequence[field].length) / averages[field];
      const each = FIELD_WEIGHT[field] / length;
      for (const term of sequence[field]) weights.set(term, (weights.get(term) ?? 0) + each);
    }
    for (const [term, weight] of weights) {
      const held = postings.get(term);
      if (held === undefined) postings.set(term, { entries: [index], weights: [weight] });
      else {
        held.entries.push(index);
        held.weights.push(weight);
      }
    }
  });
  return postings;
}
