import type { Action } from "./action.ts";
import { describeAction } from "./describe-action.ts";
import type { SlimAction } from "./slim-action.ts";
import { wireType } from "./wire-type.ts";

/** Whose actions they are, as far as that is known. */
export interface ActionOwner {
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly email: string | null;
  readonly conversationId: string | null;
}

/** Consecutive actions of a session as they travel; `firstIndex` is the first one's position in the session, from 0. */
export function toSlimActions(
  actions: readonly Action[],
  firstIndex: number,
  { sessionId, userId, email, conversationId }: ActionOwner,
): readonly SlimAction[] {
  return actions.map((action, at) => ({
    title: action.title,
    description: describeAction(action),
    canonicalUrl: action.canonicalUrl,
    index: firstIndex + at,
    type: wireType(action),
    timestampStartS: action.at / 1_000,
    timestampEndS: endOf(action, actions[at + 1]) / 1_000,
    rawUrl: action.url,
    sessionId,
    userId,
    email,
    conversationId,
  }));
}

/** An action lasts until the next one begins; one that arrived out of order lasts no time, never a negative one. */
export function endOf(action: Action, next: Action | undefined): number {
  return next === undefined ? action.at : Math.max(action.at, next.at);
}
