import { type Action, UsherError } from "@usher/core";
import type { SessionEngine } from "../engine/session-engine.ts";

/** What became of a session's actions. */
export interface StoreOutcome {
  readonly storedCount: number;
  readonly duplicateCount: number;
  /** Those the store refuses, each with the reason. */
  readonly refused: readonly RefusedAction[];
}

export interface RefusedAction {
  readonly action: Action;
  readonly reason: string;
}

/**
 * One step of the engine for all of them. What the store refuses is found by halving: its neighbours are stored. Throws
 * when the store cannot write at all; the sender then still has the events.
 */
export async function storeActions(
  engine: SessionEngine,
  productId: string,
  sessionId: string,
  actions: readonly Action[],
): Promise<StoreOutcome> {
  try {
    const { duplicateCount } = await engine.apply(productId, sessionId, { type: "actions", actions });
    return { storedCount: actions.length - duplicateCount, duplicateCount, refused: [] };
  } catch (error) {
    if (!(error instanceof UsherError) || error.code !== "store_rejected") throw error;
    const [first] = actions;
    if (first === undefined) throw error;
    if (actions.length === 1) {
      return { storedCount: 0, duplicateCount: 0, refused: [{ action: first, reason: error.message }] };
    }
    const middle = actions.length >> 1;
    const left = await storeActions(engine, productId, sessionId, actions.slice(0, middle));
    const right = await storeActions(engine, productId, sessionId, actions.slice(middle));
    return {
      storedCount: left.storedCount + right.storedCount,
      duplicateCount: left.duplicateCount + right.duplicateCount,
      refused: [...left.refused, ...right.refused],
    };
  }
}
