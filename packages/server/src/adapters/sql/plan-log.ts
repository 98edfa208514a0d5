import type { SessionGoal } from "@usher/core";
import { type GroupPlan, rowKey } from "./plan-group.ts";
import { toJsonText } from "./storable-text.ts";
import type { NewLogEntry, StepRows } from "./store-write.ts";
import type { ActionTable, SessionTable } from "./tables.ts";

/** What of a group goes to the log, once it is known which of its actions are new. */
export interface LogPlan {
  /** In order; the next position of its product belongs to each. */
  readonly entries: readonly PlannedEntry[];
  /** Of steps with duplicates, by index of the write: their actions that were stored, by index in the step. */
  readonly storedIndexes: ReadonlyMap<number, ReadonlySet<number>>;
  /** The group's sessions, the duplicates taken off the count of their actions. */
  readonly sessions: readonly SessionTable[];
}

export interface PlannedEntry {
  /** Index of the write. */
  readonly index: number;
  readonly row: NewLogEntry;
}

/** The body of an entry of actions. */
export interface LoggedActions {
  readonly userId: string | null;
  readonly email: string | null;
  readonly conversationId: string | null;
  readonly firstIndex: number;
  readonly sessionGoal?: SessionGoal;
  readonly ids: readonly string[];
}

/** `fresh` are the actions that were stored; of an id that a group holds twice, the first one was. */
export function planLog(
  { logged, sessions, actions }: Pick<GroupPlan, "logged" | "sessions" | "actions">,
  fresh: readonly Pick<ActionTable, "product_id" | "event_id">[],
): LogPlan {
  const isComplete = fresh.length === actions.length;
  const left = new Set(isComplete ? [] : fresh.map((row) => rowKey(row.product_id, row.event_id)));
  const missing = new Map<string, number>();
  const storedIndexes = new Map<number, ReadonlySet<number>>();

  function stepEntry(index: number, step: StepRows): PlannedEntry | undefined {
    const { session, actions: given, at, sessionGoal } = step;
    const { product_id, session_id } = session;
    const isNew = given.map((row) => isComplete || left.delete(rowKey(product_id, row.event_id)));
    const stored = isComplete ? given : given.filter((_, at) => isNew[at]);
    const sessionKey = rowKey(product_id, session_id);
    const missingBefore = missing.get(sessionKey) ?? 0;
    if (stored.length < given.length) {
      missing.set(sessionKey, missingBefore + given.length - stored.length);
      storedIndexes.set(index, new Set(isNew.flatMap((yes, at) => (yes ? [at] : []))));
    }
    if (stored.length === 0) return undefined;
    const body: LoggedActions = {
      userId: session.user_id,
      email: session.email,
      conversationId: session.conversation_id,
      firstIndex: session.action_count - given.length - missingBefore,
      ...(sessionGoal === undefined ? {} : { sessionGoal }),
      ids: stored.map((row) => row.event_id),
    };
    return { index, row: { product_id, session_id, type: "actions", at, body: toJsonText(body) } };
  }

  const entries = logged.flatMap((write) => {
    const { index } = write;
    return (write.step === undefined ? { index, row: write.entry } : stepEntry(index, write.step)) ?? [];
  });
  return { entries, storedIndexes, sessions: missing.size === 0 ? sessions : sessions.map(withoutDuplicates) };

  function withoutDuplicates(session: SessionTable): SessionTable {
    const count = missing.get(rowKey(session.product_id, session.session_id)) ?? 0;
    return { ...session, action_count: session.action_count - count };
  }
}
