import type { EpochMs } from "../ids.ts";
import type { WorkflowStatus } from "../triggers/memory-view.ts";
import type { FrictionKind } from "./session-analysis.ts";

/**
 * What is remembered of a person: the facts of their sessions, each with the actions that prove it. What they have
 * mastered is computed from these when it is asked for (`userProfile`, `memoryFacts`), so that it can fade with time.
 * JSON data; the same sessions in any order make the same bytes.
 */
export interface UserMemory {
  readonly v: 1;
  /** The latest sessions, at most `MAX_SESSIONS`, oldest first. */
  readonly sessions: readonly SessionMemory[];
  /** What sessions before those came to, counted. */
  readonly older: OlderMemory;
  /** What the person said themselves, by workflow. */
  readonly corrections: Readonly<Record<string, Correction>>;
  /** Nothing from this moment or before is remembered; null when the person never asked for that. */
  readonly forgottenAt: EpochMs | null;
}

export interface SessionMemory {
  readonly sessionId: string;
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs;
  readonly actionCount: number;
  /** Only of the latest session. */
  readonly summary?: string;
  readonly attempts: readonly AttemptMemory[];
  readonly struggles: readonly StruggleMemory[];
}

export interface AttemptMemory {
  readonly workflow: string;
  readonly pathId: string;
  /** When its latest step was done. */
  readonly at: EpochMs;
  /** Share of the required steps, 0 to 1. */
  readonly completion: number;
  readonly isDone: boolean;
  /** Required steps that were not done, in order; at most 5. */
  readonly missed: readonly RememberedStep[];
  /** How surely the session was about this workflow, 0 to 1. */
  readonly confidence: number;
  /** The actions that prove it; at most 5. */
  readonly evidence: readonly string[];
}

export interface RememberedStep {
  readonly stepId: string;
  readonly title: string;
  /** No required step comes after it. */
  readonly isLast: boolean;
}

export interface StruggleMemory {
  readonly area: string;
  readonly kind: FrictionKind;
  readonly count: number;
  readonly evidence: readonly string[];
}

export interface OlderMemory {
  readonly sessionCount: number;
  readonly firstSeenAt: EpochMs | null;
  readonly workflows: Readonly<Record<string, OlderWorkflow>>;
}

export interface OlderWorkflow {
  readonly attempts: number;
  readonly completions: number;
  /** 0 to 1. */
  readonly best: number;
  readonly lastAt: EpochMs;
  readonly doneAt: EpochMs | null;
}

/** A person's own word on a workflow. Evidence from before it no longer counts. */
export interface Correction {
  /** Null: forgotten, as if it never happened. */
  readonly status: WorkflowStatus | null;
  readonly at: EpochMs;
}

export const MAX_SESSIONS = 50;

export const EMPTY_MEMORY: UserMemory = {
  v: 1,
  sessions: [],
  older: { sessionCount: 0, firstSeenAt: null, workflows: {} },
  corrections: {},
  forgottenAt: null,
};

/** Keys in order: equal memories are equal as text. */
export function sortKeys<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}
