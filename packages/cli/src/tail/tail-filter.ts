import type { ActionsPayload, SlimAction } from "@usher/node";

/** What of the stream somebody wants to see. */
export interface TailFilter {
  readonly session?: string;
  readonly user?: string;
  /** Type of action, or `summary`. */
  readonly type?: string;
  /** Epoch milliseconds; earlier actions are left out. */
  readonly after?: number;
}

/** The actions of a payload that pass. Actions without a time always do. */
export function passingActions(payload: ActionsPayload, filter: TailFilter): readonly SlimAction[] {
  const { session, user, type, after } = filter;
  if (session !== undefined && payload.sessionId !== session) return [];
  if (user !== undefined && payload.userId !== user) return [];
  return payload.actions.filter(
    (action) =>
      (type === undefined || action.type === type) &&
      (after === undefined || action.timestampEndS === 0 || action.timestampEndS * 1_000 >= after),
  );
}
