import { parseActionsPayload } from "../../../actions/actions-payload.ts";
import { ContextStore } from "../../../context/context-store.ts";
import { UserSessionIndex } from "../../../context/user-session-index.ts";
import { SECOND_MS } from "../../../ids.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

interface Op {
  readonly op: string;
  readonly dt?: number;
  readonly payload?: unknown;
  readonly user_id?: string;
}

export const userIndex: ConformanceArea = {
  area: "user_index",
  run(fn, input) {
    if (fn !== "user_index_sequence") return unknownFunction(fn);
    let nowMs = (input.clock_start as number) * SECOND_MS;
    const now = (): number => nowMs;
    const config = input.config as { readonly lookback_seconds?: number; readonly max_sessions_per_user?: number };
    const store = new ContextStore({ now });
    const index = new UserSessionIndex(store, {
      now,
      ...(config.lookback_seconds !== undefined && { lookbackS: config.lookback_seconds }),
      ...(config.max_sessions_per_user !== undefined && { maxSessionsPerUser: config.max_sessions_per_user }),
    });
    return (input.ops as Op[]).map((op) => {
      nowMs += (op.dt ?? 0) * SECOND_MS;
      return apply(store, index, op);
    });
  },
};

function apply(store: ContextStore, index: UserSessionIndex, op: Op): unknown {
  const userId = op.user_id ?? "";
  switch (op.op) {
    case "advance":
      return null;
    case "add": {
      const payload = parseActionsPayload(op.payload);
      store.add(payload);
      index.add(payload);
      return null;
    }
    case "get_recent_sessions":
      return index.getRecentSessions(userId).map(({ sessionId, productId, lastSeenAtS }) => {
        return { session_id: sessionId, product_id: productId, last_seen_at: lastSeenAtS };
      });
    case "get_email":
      return index.getEmail(userId);
    case "get_user_activity":
      return index.getUserActivity(userId);
    case "tracked_users":
      return index.userCount;
    case "reset_user":
      index.resetUser(userId);
      return null;
    default:
      throw new Error(`unknown operation ${op.op}`);
  }
}
