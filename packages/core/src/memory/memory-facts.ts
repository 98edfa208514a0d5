import type { EpochMs } from "../ids.ts";
import { type MemoryFacts, type MemoryView, viewMemory, type WorkflowFacts } from "../triggers/memory-view.ts";
import { sortKeys, type UserMemory } from "./user-memory.ts";
import { workflowKnowledge } from "./workflow-knowledge.ts";

export interface MemoryFactsOptions {
  /** The session that is going on: it is not the one before. */
  readonly sessionId?: string;
  /** As the host said; otherwise the first session that is remembered, which the account cannot be younger than. */
  readonly accountCreatedAt?: EpochMs | null;
}

/** What triggers need of a memory, as plain data: computed once and recorded, so that decisions can be explained. */
export function memoryFacts(memory: UserMemory, now: EpochMs, options: MemoryFactsOptions = {}): MemoryFacts {
  const before = memory.sessions.filter(({ sessionId }) => sessionId !== options.sessionId);
  const first = before.reduce<EpochMs | null>(
    (earliest, { startedAt }) => (earliest === null ? startedAt : Math.min(earliest, startedAt)),
    memory.older.firstSeenAt,
  );
  const workflows: Record<string, WorkflowFacts> = {};
  const touched = before.flatMap(({ attempts }) => attempts.map(({ workflow }) => workflow));
  for (const workflow of [...touched, ...Object.keys(memory.older.workflows), ...Object.keys(memory.corrections)]) {
    if (Object.hasOwn(workflows, workflow)) continue;
    const { status, completion, attempts } = workflowKnowledge({ ...memory, sessions: before }, workflow, now);
    if (status !== "untouched") workflows[workflow] = { status, completion, attempts };
  }
  return {
    lastSeenAt: before.at(-1)?.endedAt ?? null,
    accountCreatedAt: options.accountCreatedAt ?? first,
    workflows: sortKeys(workflows),
  };
}

/** The view that triggers read. */
export function memoryView(memory: UserMemory, now: EpochMs, options: MemoryFactsOptions = {}): MemoryView {
  return viewMemory(memoryFacts(memory, now, options));
}
