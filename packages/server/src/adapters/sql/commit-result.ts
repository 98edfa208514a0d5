import type { CommitResult, EngineStep } from "../../ports/store.ts";
import { actionsEntry } from "../stream-entry.ts";
import type { WriteOutcome } from "./store-write.ts";

/** The entry is made of the step itself: what was just written need not be read again. */
export function commitResult(
  { at, session, actions, sessionGoal }: Pick<EngineStep, "at" | "session" | "actions" | "sessionGoal">,
  { outcome, position, storedIndexes }: WriteOutcome,
): CommitResult {
  if (outcome === "stale") return { outcome };
  const stored = storedIndexes === undefined ? actions : actions.filter((_, index) => storedIndexes.has(index));
  const duplicateCount = actions.length - stored.length;
  if (position === undefined) return { outcome, duplicateCount };
  const { productId, sessionId, userId, email, conversationId, actionCount } = session;
  const owner = { userId, email, conversationId, firstIndex: actionCount - actions.length, sessionGoal };
  const place = { productId, position, sessionId, at };
  return { outcome, duplicateCount, entry: actionsEntry(place, owner, stored) };
}
