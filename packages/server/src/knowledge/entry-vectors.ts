import { entryInWords, type KnowledgeEntry } from "@usher/core/knowledge";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { EmbeddingModel } from "../ports/embedding-model.ts";

export type Vector = readonly number[];

interface Options {
  readonly model: EmbeddingModel;
  readonly clock: Clock;
  readonly log: Logger;
}

const BATCH = 64;
const BATCH_TIMEOUT_MS = 30_000;
/** A question waits no longer than this for its vector: the lexical answer is there at once. */
const QUERY_TIMEOUT_MS = 1_500;
/** After a failure, nothing is asked for a while. */
const REST_MS = 60_000;
const MAX_TEXT_CHARS = 4_000;
/** Vectors kept; beyond that, the oldest are made again when they are needed. */
const MAX_HELD = 20_000;

export interface EntryVectors {
  /** Those that are known already, by entry id. */
  known(entries: readonly KnowledgeEntry[]): ReadonlyMap<string, Vector>;
  /** Asks for those that are missing. Whether there are more now. Never rejects. */
  complete(entries: readonly KnowledgeEntry[]): Promise<boolean>;
  /** Of a question; undefined when the endpoint does not answer in time: the search is then lexical alone. */
  ofQuery(query: string): Promise<Vector | undefined>;
  stop(): void;
}

/** Vectors are kept by the text they were made of, as long as the process lives: an entry that moves keeps its own. */
export function createEntryVectors({ model, clock, log }: Options): EntryVectors {
  const held = new Map<string, Vector>();
  // One signal each instead of a shared one: what listens to a signal that lives as long as the server is never let go.
  const asking = new Set<AbortController>();
  let isStopped = false;
  let restUntil = 0;

  async function ask(texts: readonly string[], timeoutMs: number): Promise<readonly Vector[] | undefined> {
    if (clock.now() < restUntil || isStopped) return undefined;
    const asked = new AbortController();
    asking.add(asked);
    const cancel = clock.at(clock.now() + timeoutMs, () => asked.abort());
    try {
      return await model.embed(texts, asked.signal);
    } catch (error) {
      restUntil = clock.now() + REST_MS;
      if (!isStopped) log.warn({ error: String(error), restMs: REST_MS }, "embeddings failed");
      return undefined;
    } finally {
      cancel();
      asking.delete(asked);
    }
  }

  return {
    known(entries) {
      const found = new Map<string, Vector>();
      for (const entry of entries) {
        const vector = held.get(textOf(entry));
        if (vector !== undefined) found.set(entry.id, vector);
      }
      return found;
    },
    async complete(entries) {
      const missing = [...new Set(entries.map(textOf))].filter((text) => !held.has(text));
      let isMore = false;
      for (let at = 0; at < missing.length; at += BATCH) {
        const texts = missing.slice(at, at + BATCH);
        const vectors = await ask(texts, BATCH_TIMEOUT_MS);
        if (vectors === undefined) break;
        texts.forEach((text, index) => {
          const vector = vectors[index];
          if (vector !== undefined) held.set(text, vector);
        });
        for (const oldest of held.keys()) {
          if (held.size <= MAX_HELD) break;
          held.delete(oldest);
        }
        isMore = true;
      }
      return isMore;
    },
    async ofQuery(query) {
      const vectors = await ask([query.slice(0, MAX_TEXT_CHARS)], QUERY_TIMEOUT_MS);
      return vectors?.[0];
    },
    stop() {
      isStopped = true;
      for (const asked of asking) asked.abort();
    },
  };
}

function textOf(entry: KnowledgeEntry): string {
  return entryInWords(entry).slice(0, MAX_TEXT_CHARS);
}
