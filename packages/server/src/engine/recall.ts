import type { MemoryFacts } from "@usher/core";
import { type BoundedMap, createBoundedMap } from "./bounded-map.ts";
import { keyOf } from "./key-of.ts";

/** What is remembered of a session's person, as the engine is given it. */
export interface HeldMemory {
  readonly subject: string;
  readonly revision: number;
  readonly facts: MemoryFacts;
}

export type MemoryOf = (productId: string, subject: string, sessionId: string) => Promise<MemoryFacts>;

export interface Recall {
  /** The facts in force; those held when they are still the same, so that unchanged ones are recorded once. */
  recall(
    session: { readonly productId: string; readonly sessionId: string },
    subject: string,
    held: HeldMemory | undefined,
  ): Promise<HeldMemory | undefined>;
  /** The person's memory has changed: whoever asks next reads it again. */
  refresh(productId: string, subject: string): void;
  forget(productId: string, subject: string): void;
}

/** @param isAsked Where no trigger could ask, nothing is read. */
export function createRecall(
  memoryOf: MemoryOf | undefined,
  isAsked: (productId: string) => boolean,
  limit: number,
): Recall {
  /** How often a person's memory has changed. */
  const revisions: BoundedMap<number> = createBoundedMap(limit);

  return {
    async recall({ productId, sessionId }, subject, held) {
      if (memoryOf === undefined || !isAsked(productId)) return undefined;
      const revision = revisions.get(keyOf(productId, subject)) ?? 0;
      if (held?.subject === subject && held.revision === revision) return held;
      return { subject, revision, facts: await memoryOf(productId, subject, sessionId) };
    },
    refresh(productId, subject) {
      const key = keyOf(productId, subject);
      revisions.set(key, (revisions.get(key) ?? 0) + 1);
    },
    forget: (productId, subject) => void revisions.delete(keyOf(productId, subject)),
  };
}
