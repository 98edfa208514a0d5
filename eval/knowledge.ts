import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  createKnowledgeIndex,
  type KnowledgeEntry,
  type KnowledgeIndex,
  STOP_WORDS,
  stemWord,
  wordsOf,
} from "@usher/core/knowledge";

export const description = "knowledge base: which of 60 golden paths a question in other words finds";

const FOLDER = fileURLToPath(new URL("./knowledge/", import.meta.url));
/** Every third path, with all of its questions, was not looked at while the search was tuned. */
const HELD_OUT_EVERY = 3;

export interface Question {
  readonly path: string;
  readonly kind: string;
  readonly text: string;
  readonly product: string;
  readonly heldOut: boolean;
}

interface Labelled {
  readonly product: string;
  readonly entries: readonly KnowledgeEntry[];
  readonly questions: readonly Question[];
}

interface DataFile {
  readonly product: string;
  readonly paths: readonly {
    readonly id: string;
    readonly title: string;
    readonly goal: string;
    readonly steps: readonly (readonly [string, string])[];
    readonly queries: Readonly<Record<string, string>>;
  }[];
}

export interface Share {
  readonly questions: number;
  readonly hit1: number;
  readonly hit3: number;
}

export interface KnowledgeScores {
  readonly paths: number;
  /** All paths in one knowledge base: the figures that are promised. */
  readonly all: Share;
  readonly tuned: Share;
  readonly heldOut: Share;
  readonly byKind: Readonly<Record<string, Share>>;
  /** As products really have it: only the product's own paths are searched. */
  readonly withinProduct: Share;
  /** Questions that share more than half of their meaningful words with the title of their path. */
  readonly copies: readonly string[];
  readonly missed?: readonly {
    readonly question: string;
    readonly wanted: string;
    readonly found: readonly string[];
  }[];
}

/** Asks every question and looks where its path is. `--missed` lists those that are not first (never held-out ones). */
export function run({ args }: { readonly args: readonly string[] }): KnowledgeScores {
  const products = readLabelled();
  const questions = products.flatMap((product) => product.questions);
  const index = createKnowledgeIndex(products.flatMap(({ entries }) => entries));
  const titles = new Map(products.flatMap(({ entries }) => entries.map(({ id, title }) => [id, title] as const)));
  const kinds = [...new Set(questions.map(({ kind }) => kind))];
  const missed = questions
    .filter((question) => !question.heldOut && rankOf(index, question) !== 0)
    .map((question) => ({
      question: question.text,
      wanted: question.path,
      found: index.search(question.text).map(({ entry }) => entry.id),
    }));
  return {
    paths: titles.size,
    all: share(index, questions),
    tuned: share(
      index,
      questions.filter(({ heldOut }) => !heldOut),
    ),
    heldOut: share(
      index,
      questions.filter(({ heldOut }) => heldOut),
    ),
    byKind: Object.fromEntries(
      kinds.map((kind) => [
        kind,
        share(
          index,
          questions.filter((question) => question.kind === kind),
        ),
      ]),
    ),
    withinProduct: pool(products.map(({ entries, questions: own }) => share(createKnowledgeIndex(entries), own))),
    copies: questions
      .filter((question) => isCopy(question.text, titles.get(question.path) ?? ""))
      .map(({ text }) => text),
    ...(args.includes("--missed") ? { missed } : {}),
  };
}

/** The shipped paths and questions, in the order of the files' names. */
export function readLabelled(): readonly Labelled[] {
  let position = 0;
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => {
      const { product, paths } = JSON.parse(readFileSync(`${FOLDER}${file}`, "utf8")) as DataFile;
      const questions = paths.flatMap(({ id, queries }) => {
        const heldOut = position++ % HELD_OUT_EVERY === 0;
        return Object.entries(queries).map(([kind, text]) => ({ path: `path:${id}`, kind, text, product, heldOut }));
      });
      const entries = paths.map(({ id, title, goal, steps }) => ({
        id: `path:${id}`,
        kind: "path" as const,
        title,
        steps: steps.map(([stepTitle, text]) => ({ title: stepTitle, description: text })),
        text: goal,
        source: id,
      }));
      return { product, entries, questions };
    });
}

function rankOf(index: KnowledgeIndex, { text, path }: Question): number {
  return index.search(text, { topK: 3 }).findIndex(({ entry }) => entry.id === path);
}

function share(index: KnowledgeIndex, questions: readonly Question[]): Share {
  const ranks = questions.map((question) => rankOf(index, question));
  const portion = (count: number): number => Math.round((count / Math.max(1, ranks.length)) * 10_000) / 10_000;
  return {
    questions: ranks.length,
    hit1: portion(ranks.filter((rank) => rank === 0).length),
    hit3: portion(ranks.filter((rank) => rank >= 0).length),
  };
}

function pool(shares: readonly Share[]): Share {
  const questions = shares.reduce((sum, each) => sum + each.questions, 0);
  const mean = (of: (each: Share) => number): number =>
    Math.round((shares.reduce((sum, each) => sum + of(each) * each.questions, 0) / questions) * 10_000) / 10_000;
  return { questions, hit1: mean(({ hit1 }) => hit1), hit3: mean(({ hit3 }) => hit3) };
}

/** Paraphrases, not copies: at most half of the words that mean something may come from the title. */
function isCopy(question: string, title: string): boolean {
  const stems = (text: string): ReadonlySet<string> =>
    new Set(
      wordsOf(text)
        .filter((word) => !STOP_WORDS.en.has(word))
        .map((word) => stemWord(word, "en")),
    );
  const [asked, named] = [stems(question), stems(title)];
  const shared = [...asked].filter((stem) => named.has(stem)).length;
  return shared > asked.size / 2;
}
