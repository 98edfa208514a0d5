import type { EpochMs } from "../ids.ts";

/** How far a person is with a workflow, over all their sessions. */
export type WorkflowStatus = "mastered" | "in_progress" | "untouched";

/** What is remembered of the person in the session. Read-only, and already read: a condition waits for nothing. */
export interface MemoryView {
  /** `untouched` for a workflow nothing is remembered of. */
  statusOf(workflow: string): WorkflowStatus;
  /** Share of the workflow's steps that the latest attempt reached, 0 to 1. */
  completionOf(workflow: string): number;
  /** Times the workflow was begun. */
  attemptsOf(workflow: string): number;
  /** End of the session before this one; null in the first. */
  readonly lastSeenAt: EpochMs | null;
  /** When the account was made; null when the host did not say. */
  readonly accountCreatedAt: EpochMs | null;
}

/** A step of a golden path, as much as is needed to speak of it. */
export interface NextStep {
  readonly stepId: string;
  readonly title: string;
}

/** How the session compares with the golden paths. Unknown path ids answer as a path nobody has begun. */
export interface GapView {
  /** The first required step not yet done; null when there is none or the path was not begun. */
  nextStep(pathId: string): NextStep | null;
  /** Required steps that were left out although a later one was done. */
  missedSteps(pathId: string): readonly string[];
  /** How well the session fitted the path until it left it, 0 to 1. */
  fitness(pathId: string): number;
  /** Steps left out, plus actions since the latest step that are none of the path's; 0 once the path is done. */
  deviationCost(pathId: string): number;
  /** The step the person is at, and since when; null before the path is begun and after it is done. */
  currentStep(pathId: string): { readonly stepId: string; readonly enteredAt: EpochMs } | null;
  /** Whether the last required step was done in this session. */
  isDone(pathId: string): boolean;
}

/** Memory as plain data, e.g. from a store or a scenario. Moments are epoch milliseconds. */
export interface MemoryFacts {
  readonly lastSeenAt?: EpochMs | null;
  readonly accountCreatedAt?: EpochMs | null;
  readonly workflows?: Readonly<Record<string, WorkflowFacts>>;
}

export interface WorkflowFacts {
  readonly status: WorkflowStatus;
  /** 0 to 1. Default: 1 for mastered, 0 otherwise. */
  readonly completion?: number;
  /** Default: 0 for untouched, 1 otherwise. */
  readonly attempts?: number;
}

/** The view of such data. */
export function viewMemory(facts: MemoryFacts): MemoryView {
  const of = (workflow: string): WorkflowFacts | undefined =>
    facts.workflows !== undefined && Object.hasOwn(facts.workflows, workflow) ? facts.workflows[workflow] : undefined;
  const statusOf = (workflow: string): WorkflowStatus => of(workflow)?.status ?? "untouched";
  return {
    statusOf,
    completionOf: (workflow) => of(workflow)?.completion ?? (statusOf(workflow) === "mastered" ? 1 : 0),
    attemptsOf: (workflow) => of(workflow)?.attempts ?? (statusOf(workflow) === "untouched" ? 0 : 1),
    lastSeenAt: facts.lastSeenAt ?? null,
    accountCreatedAt: facts.accountCreatedAt ?? null,
  };
}
