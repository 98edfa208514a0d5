import type { ActionsPayload } from "../actions/actions-payload.ts";

/**
 * Where a host keeps recent history: a database, Redis, memory. Returns the session's batches, oldest first. Load
 * first, then call `ProactiveTriggerContext.fromActionsPayloads`: evaluation itself never waits.
 */
export interface RecentActionsPayloadSource {
  loadPayloads(productId: string, sessionId: string): readonly ActionsPayload[] | Promise<readonly ActionsPayload[]>;
}
