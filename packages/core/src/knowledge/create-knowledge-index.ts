import type { KnowledgeEntry } from "./entry.ts";
import { fuseRankings, rankByVector } from "./fuse-rankings.ts";
import { FIELDS, indexEntries, type KnowledgeField, SATURATION } from "./indexed-entries.ts";
import { type QueryTerm, type QueryWord, readQuery } from "./read-query.ts";
import { titleSynonyms } from "./title-synonyms.ts";
import { createVocabulary } from "./vocabulary.ts";

/** Entries of one knowledge base at most; everything is searched exactly and in memory. */
export const MAX_KNOWLEDGE_ENTRIES = 10_000;

export interface KnowledgeIndex {
  readonly size: number;
  search(query: string, options?: KnowledgeSearch): readonly KnowledgeMatch[];
}

export interface KnowledgeSearch {
  /** Results at most. Default 3. */
  readonly topK?: number;
  /** Embedding of the query, from the model that made the entries' vectors. Without one the search is lexical alone. */
  readonly vector?: readonly number[];
  /** Only entries of this kind. */
  readonly kind?: KnowledgeEntry["kind"];
}

export interface KnowledgeMatch {
  readonly entry: KnowledgeEntry;
  /** Of this search alone: comparable between its results, not between searches. */
  readonly score: number;
  /** How much of what was asked is found in the entry, from 0 to 1, rare words counting more. */
  readonly coverage: number;
  /** Why: the words of the question and where they were found. None when only the vectors are near. */
  readonly matched: readonly MatchedTerm[];
}

export interface MatchedTerm {
  readonly word: string;
  /** The stem it was found as. */
  readonly term: string;
  readonly how: QueryTerm["how"];
  readonly fields: readonly KnowledgeField[];
}

/** Results of a search that are looked at closely, and that vectors may add. */
const SHORTLIST = 50;
/** What neighbours in the question are worth when they are neighbours in the entry, as a share of their weight. */
const PROXIMITY = 0.25;
const NEAR = 3;

interface Scored {
  readonly index: number;
  readonly score: number;
  readonly coverage: number;
}

/**
 * A searchable knowledge base: BM25 over title, steps and text, with light stemming, one slip forgiven per word of five
 * letters or more, and a bonus for words that stand together; vectors, when there are, are fused in by rank. The same
 * entries and the same query give the same answer.
 *
 * @param vectors by entry id.
 */
export function createKnowledgeIndex(
  all: readonly KnowledgeEntry[],
  vectors: ReadonlyMap<string, readonly number[]> = new Map(),
): KnowledgeIndex {
  const entries = all.slice(0, MAX_KNOWLEDGE_ENTRIES);
  const indexed = indexEntries(entries);
  const { postings, sequences } = indexed;
  const vocabulary = createVocabulary(indexed.termsOfWord.keys());
  const synonyms = titleSynonyms(entries.map(({ title }) => title));
  const vectorOf = entries.map(({ id }) => vectors.get(id));

  function rarity(term: string): number {
    const count = postings.get(term)?.entries.length ?? 0;
    return Math.log(1 + (entries.length - count + 0.5) / (count + 0.5));
  }

  /** The most that a word could add; that of a word which nothing knows is that of the rarest. */
  function worth({ terms }: QueryWord): number {
    if (terms.length === 0) return rarity("");
    return Math.max(...terms.map(({ term, weight }) => weight * rarity(term)));
  }

  function scoreWords(words: readonly QueryWord[], kind: KnowledgeEntry["kind"] | undefined): readonly Scored[] {
    const scores = new Float64Array(entries.length);
    const covered = new Float64Array(entries.length);
    const total = words.reduce((sum, word) => sum + worth(word), 0);
    for (const word of words) {
      const best = new Map<number, number>();
      for (const { term, weight } of word.terms) {
        const { entries: found, weights } = postings.get(term) ?? { entries: [], weights: [] };
        const value = weight * rarity(term) * (SATURATION + 1);
        found.forEach((index, at) => {
          const own = weights[at] ?? 0;
          const score = (value * own) / (SATURATION + own);
          if (score > (best.get(index) ?? 0)) best.set(index, score);
        });
      }
      const share = worth(word) / total;
      for (const [index, score] of best) {
        scores[index] = (scores[index] ?? 0) + score;
        covered[index] = (covered[index] ?? 0) + share;
      }
    }
    const found: Scored[] = [];
    scores.forEach((score, index) => {
      if (score > 0 && (kind === undefined || entries[index]?.kind === kind)) {
        found.push({ index, score, coverage: Math.round((covered[index] ?? 0) * 1_000) / 1_000 });
      }
    });
    return bestOf(found, SHORTLIST);
  }

  /** Adds to entries in which words stand together that stand together in the question. */
  function withProximity(words: readonly QueryWord[], found: readonly Scored[]): readonly Scored[] {
    if (words.length < 2) return found;
    return found
      .map((each) => {
        const sequence = sequences[each.index];
        if (sequence === undefined) return each;
        let bonus = 0;
        for (let at = 1; at < words.length; at++) {
          const [left, right] = [words[at - 1], words[at]];
          if (left === undefined || right === undefined) continue;
          const distance = Math.min(...FIELDS.map((field) => distanceIn(sequence[field], left, right)));
          if (distance <= NEAR) bonus += (PROXIMITY * Math.min(worth(left), worth(right))) / distance;
        }
        return { ...each, score: each.score + bonus };
      })
      .sort(byScore);
  }

  function explain(words: readonly QueryWord[], index: number): readonly MatchedTerm[] {
    const sequence = sequences[index];
    if (sequence === undefined) return [];
    return words.flatMap(({ word, terms }) =>
      terms.flatMap(({ term, how }) => {
        const fields = FIELDS.filter((field) => sequence[field].includes(term));
        return fields.length === 0 ? [] : [{ word, term, how, fields }];
      }),
    );
  }

  return {
    size: entries.length,
    search(query, { topK = 3, vector, kind } = {}) {
      const words = readQuery(query, indexed, vocabulary, synonyms);
      const lexical = withProximity(words, scoreWords(words, kind));
      const best = vector === undefined ? lexical : fused(lexical, vector, kind);
      return best.slice(0, Math.max(0, topK)).flatMap(({ index, score, coverage }) => {
        const entry = entries[index];
        return entry === undefined ? [] : [{ entry, score, coverage, matched: explain(words, index) }];
      });
    },
  };

  function fused(
    lexical: readonly Scored[],
    vector: readonly number[],
    kind: KnowledgeEntry["kind"] | undefined,
  ): readonly Scored[] {
    const wanted = vectorOf.map((each, index) =>
      kind === undefined || entries[index]?.kind === kind ? each : undefined,
    );
    const near = rankByVector(vector, wanted, SHORTLIST);
    const coverage = new Map(lexical.map((each) => [each.index, each.coverage]));
    return fuseRankings([lexical.map(({ index }) => index), near]).map(([index, score]) => ({
      index,
      score,
      coverage: coverage.get(index) ?? 0,
    }));
  }
}

function byScore(left: Scored, right: Scored): number {
  return right.score - left.score || left.index - right.index;
}

/** The first of all in order, without putting the rest in order: thousands may share a common word. */
function bestOf(all: readonly Scored[], count: number): readonly Scored[] {
  if (all.length <= count) return [...all].sort(byScore);
  let best: Scored[] = [];
  let least: Scored | undefined;
  for (const one of all) {
    if (least !== undefined && byScore(one, least) > 0) continue;
    best.push(one);
    if (best.length < 2 * count) continue;
    best = best.sort(byScore).slice(0, count);
    least = best.at(-1);
  }
  return best.sort(byScore).slice(0, count);
}

/** Shortest way from one word to the other, in terms; infinite when one of them is missing. */
function distanceIn(sequence: readonly string[], left: QueryWord, right: QueryWord): number {
  let shortest = Number.POSITIVE_INFINITY;
  let [lastLeft, lastRight] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  sequence.forEach((term, at) => {
    if (left.terms.some((each) => each.term === term)) lastLeft = at;
    if (right.terms.some((each) => each.term === term)) lastRight = at;
    // One term for both words says nothing about their standing together.
    if (lastLeft !== lastRight) shortest = Math.min(shortest, Math.abs(lastLeft - lastRight));
  });
  return shortest;
}
