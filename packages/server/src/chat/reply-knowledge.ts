import { type EpochMs, type GoldenPath, historyInWords, howToFromPath, userProfile, workflowOf } from "@usher/core";
import type { KnowledgeMatch } from "@usher/core/knowledge";
import { inTime } from "../deadline/in-time.ts";
import type { MemoryStore } from "../ports/memory-store.ts";
import type { SessionRecord } from "../ports/store.ts";

/** Golden paths that answer a question, the best first. */
export type SearchPaths = (productId: string, question: string) => Promise<readonly KnowledgeMatch[]>;

type Paths = ReadonlyMap<string, GoldenPath>;

/** What a reply waits for memory and for knowledge, which are asked at once. What is late is left out. */
const DEADLINE_MS = 400;
/** How much of a question a path must cover: below half of it, what was found is about something else. */
const MIN_COVERAGE = 0.5;
const MAX_PATHS = 2;

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

/** The paths that answer a question; a second one only when it fits as well as the first. */
export async function pathsForQuestion(
  search: SearchPaths,
  productId: string,
  question: string | undefined,
  paths: Paths,
): Promise<readonly GoldenPath[]> {
  if (question === undefined) return [];
  const found = (await inTime(search(productId, question), DEADLINE_MS)) ?? [];
  const best = found[0]?.coverage ?? 0;
  return found
    .filter(({ entry, coverage }) => entry.kind === "path" && coverage >= MIN_COVERAGE && coverage >= best)
    .flatMap(({ entry }) => paths.get(entry.id.slice("path:".length)) ?? [])
    .slice(0, MAX_PATHS);
}

/** How-tos as one text; with their titles when there are several. */
export function howToOf(paths: readonly GoldenPath[]): string {
  const [only, ...others] = paths;
  if (only !== undefined && others.length === 0) return howToFromPath(only);
  return paths.map((path) => `${path.title}\n${howToFromPath(path)}`).join("\n\n");
}
