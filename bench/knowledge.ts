import { createKnowledgeIndex, type KnowledgeEntry, type KnowledgeIndex } from "@usher/core/knowledge";
import { createRandomSource, type RandomSource } from "@usher/core/testing";
import { readLabelled } from "../eval/knowledge.ts";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { quantile, round } from "./support/quantile.ts";

export const description = "Knowledge base: questions per second and the slowest, at 100, 1,000 and 10,000 entries";

const SIZES: readonly number[] = [100, 1_000, 10_000];

interface KnowledgeRow {
  readonly entries: number;
  readonly queriesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Reading all entries once: at the start, and when a document or a path changes. */
  readonly indexMs: number;
}

interface KnowledgeResult {
  readonly bench: "knowledge";
  readonly machine: Machine;
  readonly rows: readonly KnowledgeRow[];
}

/**
 * `--queries` (3,000) of the 300 questions of the retrieval evaluation. Entries beyond the 60 labelled paths are pieces
 * of those paths' sentences put together anew, with made-up words among them as product names are: as many different
 * words as a real collection of that size has.
 */
export async function run({ args }: BenchOptions): Promise<KnowledgeResult> {
  const { queries } = readNumbers(args, { queries: 3_000 });
  const labelled = readLabelled();
  const questions = labelled.flatMap((product) => product.questions.map(({ text }) => text));
  const real = labelled.flatMap(({ entries }) => entries);
  const rows = SIZES.map((size): KnowledgeRow => {
    say(`${size} entries`);
    const entries = [...real, ...madeUp(real, size)].slice(0, size);
    const startedAt = performance.now();
    const index = createKnowledgeIndex(entries);
    const indexMs = performance.now() - startedAt;
    ask(index, questions, Math.min(500, queries));
    const times = ask(index, questions, queries);
    const totalMs = times.reduce((sum, time) => sum + time, 0);
    return {
      entries: index.size,
      queriesPerSecond: Math.round((queries / totalMs) * 1_000),
      p50Ms: round(quantile(times, 0.5)),
      p99Ms: round(quantile(times, 0.99)),
      indexMs: Math.round(indexMs),
    };
  });
  return { bench: "knowledge", machine: describeMachine(), rows };
}

function ask(index: KnowledgeIndex, questions: readonly string[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => {
    const startedAt = performance.now();
    index.search(questions[at % questions.length] ?? "");
    return performance.now() - startedAt;
  });
}

function madeUp(real: readonly KnowledgeEntry[], count: number): readonly KnowledgeEntry[] {
  const random = createRandomSource(1);
  const sentences = real.flatMap(({ steps }) => steps);
  const titles = real.map(({ title }) => title);
  const texts = real.map(({ text }) => text);
  return Array.from({ length: count }, (_, at) => ({
    id: `path:made-up-${at}`,
    kind: "path" as const,
    title: `${pick(random, titles)} ${madeUpWord(random)}`,
    steps: Array.from({ length: 4 }, () => pick(random, sentences)),
    text: `${pick(random, texts)} ${madeUpWord(random)}`,
    source: `made-up-${at}`,
  }));
}

const SYLLABLES: readonly string[] = "ba co du fe gi lo mi na po qua re si to vu xa ze".split(" ");

function madeUpWord(random: RandomSource): string {
  return Array.from({ length: 4 }, () => pick(random, SYLLABLES)).join("");
}

function pick<Item>(random: RandomSource, items: readonly Item[]): Item {
  return items[random.below(items.length)] as Item;
}
