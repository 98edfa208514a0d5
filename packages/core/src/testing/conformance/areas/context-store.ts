import { parseActionsPayload } from "../../../actions/actions-payload.ts";
import { type ContextQuery, ContextStore, contextKey } from "../../../context/context-store.ts";
import { SECOND_MS } from "../../../ids.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

interface Op {
  readonly op: string;
  readonly dt?: number;
  readonly payload?: unknown;
  readonly session_id?: string;
  readonly summary?: string;
  readonly query?: string;
  readonly product_id?: string;
  readonly include_summary?: boolean;
  readonly include_actions?: boolean;
  readonly lookback_seconds?: number | null;
  readonly max_actions?: number | null;
}

type Config = Pick<Op, "include_summary" | "include_actions" | "lookback_seconds" | "max_actions"> & {
  readonly max_sessions?: number | null;
};

export const contextStore: ConformanceArea = {
  area: "context_store",
  run(fn, input) {
    if (fn === "context_store_ctor") return Boolean(createStore(input.config as Config, () => 0));
    if (fn === "actions_bucket") {
      const pairs = input.pairs as [[string | null, string | null], [string | null, string | null]][];
      return pairs.map(([one, other]) => contextKey(...one) === contextKey(...other));
    }
    if (fn !== "context_store_sequence") return unknownFunction(fn);
    let nowMs = (input.clock_start as number) * SECOND_MS;
    const store = createStore(input.config as Config, () => nowMs);
    return (input.ops as Op[]).map((op) => {
      nowMs += (op.dt ?? 0) * SECOND_MS;
      return apply(store, op) ?? null;
    });
  },
};

function apply(store: ContextStore, op: Op): unknown {
  const sessionId = op.session_id ?? "";
  switch (op.op) {
    case "advance":
      return;
    case "add":
      return store.add(parseActionsPayload(op.payload));
    case "on_summary":
      return store.onSummary(sessionId, op.summary ?? "");
    case "get":
      return store.get(sessionId, toQuery(op));
    case "enrich":
      return store.enrich(sessionId, op.query ?? "", toQuery(op));
    case "reset":
      return store.reset(sessionId, op.product_id);
    case "active_sessions":
      return store.activeSessions();
    default:
      throw new Error(`unknown operation ${op.op}`);
  }
}

function createStore(config: Config, now: () => number): ContextStore {
  const { max_sessions: maxSessions } = config;
  return new ContextStore({ now, ...toQuery(config), ...(maxSessions !== undefined && { maxSessions }) });
}

function toQuery(op: Omit<Op, "op">): ContextQuery {
  return {
    ...(op.product_id !== undefined && { productId: op.product_id }),
    ...(op.include_summary !== undefined && { includeSummary: op.include_summary }),
    ...(op.include_actions !== undefined && { includeActions: op.include_actions }),
    ...(op.lookback_seconds !== undefined && { lookbackS: op.lookback_seconds }),
    ...(op.max_actions !== undefined && { maxActions: op.max_actions }),
  };
}
