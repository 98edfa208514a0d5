import { type EpochMs, type GoldenPath, historyInWords, howToFromPath, userProfile, workflowOf } from "@usher/core";
import type { KnowledgeEntry, KnowledgeMatch } from "@usher/core/knowledge";
import { inTime } from "../deadline/in-time.ts";
import type { MemoryStore } from "../ports/memory-store.ts";
import type { SessionRecord } from "../ports/store.ts";

/** Golden paths or pieces of documents that answer a question, the best first. */
export type SearchKnowledge = (
  productId: string,
  question: string,
  options: { readonly kind: KnowledgeEntry["kind"]; readonly topK: number },
) => Promise<readonly KnowledgeMatch[]>;

type Paths = ReadonlyMap<string, GoldenPath>;

/** What a reply waits for memory and for knowledge, which are asked at once. What is late is left out. */
const DEADLINE_MS = 400;
/** How much of a question a path must cover: below half of it, what was found is about something else. */
const MIN_COVERAGE = 0.5;
const MAX_PATHS = 2;
/**
 * How much of a question a piece of a document must cover. Lower than for a path, whose steps take the place of those at
 * hand; a piece is added to them. Of 1,500 questions about another product 1.7 % found a piece that covers so much, of
 * 300 about this one 80 % found the right one (docs/chat.md).
 */
const MIN_DOCUMENT_COVERAGE = 0.4;
const MAX_DOCUMENTS = 3;

/**
 * What is remembered of the person, in words: of a proved user, and of a visitor in their own browser. Whoever only
 * claims a name is told nothing that is remembered under it.
 */
export async function rememberedInWords(
  memories: Pick<MemoryStore, "findMemory">,
  { productId, subject, level }: SessionRecord,
  paths: Paths,
  now: EpochMs,
): Promise<string | undefined> {
  if (level === "claimed") return undefined;
  const found = await inTime(memories.findMemory(productId, subject), DEADLINE_MS);
  if (found === undefined) return undefined;
  const workflows = [...new Set(Array.from(paths.values(), workflowOf))];
  return historyInWords(userProfile(found.memory, workflows, now));
}

export interface FoundPaths {
  /** Those that answer the question, the best first; a second one only when it fits as well. */
  readonly answering: readonly GoldenPath[];
  /** Ids of those that cover as much of it as a document must: such a one, at hand, is told before any document. */
  readonly related: ReadonlySet<string>;
}

/** What the golden paths say to a question. */
export async function pathsForQuestion(
  search: SearchKnowledge,
  productId: string,
  question: string | undefined,
  paths: Paths,
): Promise<FoundPaths> {
  if (question === undefined) return { answering: [], related: new Set() };
  const found = (await inTime(search(productId, question, { kind: "path", topK: MAX_PATHS }), DEADLINE_MS)) ?? [];
  const best = found[0]?.coverage ?? 0;
  const answering = found
    .filter(({ coverage }) => coverage >= MIN_COVERAGE && coverage >= best)
    .flatMap(({ entry }) => paths.get(pathId(entry)) ?? []);
  const related = found.filter(({ coverage }) => coverage >= MIN_DOCUMENT_COVERAGE);
  return { answering, related: new Set(related.map(({ entry }) => pathId(entry))) };
}

function pathId({ id }: KnowledgeEntry): string {
  return id.slice("path:".length);
}

/** The pieces of documents that answer a question, the best first. */
export async function documentsForQuestion(
  search: SearchKnowledge,
  productId: string,
  question: string | undefined,
): Promise<readonly KnowledgeEntry[]> {
  if (question === undefined) return [];
  const options = { kind: "document", topK: MAX_DOCUMENTS } as const;
  const found = (await inTime(search(productId, question, options), DEADLINE_MS)) ?? [];
  return found.filter(({ coverage }) => coverage >= MIN_DOCUMENT_COVERAGE).map(({ entry }) => entry);
}

/** How-tos as one text; with their titles when there are several. */
export function howToOf(paths: readonly GoldenPath[]): string {
  const [only, ...others] = paths;
  if (only !== undefined && others.length === 0) return howToFromPath(only);
  return paths.map((path) => `${path.title}\n${howToFromPath(path)}`).join("\n\n");
}
