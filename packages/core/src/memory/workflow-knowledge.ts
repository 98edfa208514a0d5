import { DAY_MS, type EpochMs } from "../ids.ts";
import type { WorkflowStatus } from "../triggers/memory-view.ts";
import type { AttemptMemory, UserMemory } from "./user-memory.ts";

/** After one completion half of it is left after so long; the second to the fourth, on other days, add as much each. */
export const MASTERY_HALF_LIFE_MS: number = 90 * DAY_MS;
const MOST_HALF_LIVES = 4;
/** A workflow is mastered while at least so much is left. */
export const MASTERED_FROM = 0.5;

/** How far a person is with one workflow, and why that is believed. */
export interface WorkflowKnowledge {
  readonly workflow: string;
  readonly status: WorkflowStatus;
  readonly attempts: number;
  readonly completions: number;
  /** Best and latest share of the required steps, 0 to 1. */
  readonly best: number;
  readonly completion: number;
  /** What the latest attempt lacked; empty when it lacked nothing. */
  readonly missed: AttemptMemory["missed"];
  readonly lastAt: EpochMs | null;
  readonly doneAt: EpochMs | null;
  /** What is left of the mastery, 0 to 1: halves with every half-life. 1 when the person said so. */
  readonly retention: number;
  /** How surely the evidence is about this workflow, 0 to 1. */
  readonly confidence: number;
  /** Ids of the actions that prove it. */
  readonly evidence: readonly { readonly sessionId: string; readonly actionIds: readonly string[] }[];
  /** `said`: by the person themselves. */
  readonly origin: "seen" | "said";
}

const MAX_EVIDENCE = 3;

/** What is known of a workflow at a moment. */
export function workflowKnowledge(memory: UserMemory, workflow: string, now: EpochMs): WorkflowKnowledge {
  const word = Object.hasOwn(memory.corrections, workflow) ? memory.corrections[workflow] : undefined;
  const since = word?.at ?? Number.NEGATIVE_INFINITY;
  const seen = memory.sessions.flatMap(({ sessionId, attempts }) =>
    attempts.filter((each) => each.workflow === workflow && each.at > since).map((each) => ({ sessionId, ...each })),
  );
  const known = Object.hasOwn(memory.older.workflows, workflow) ? memory.older.workflows[workflow] : undefined;
  const older = known !== undefined && known.lastAt > since ? known : undefined;
  const done = seen.filter(({ isDone }) => isDone);
  const latest = seen.at(-1);
  const doneAt = done.at(-1)?.at ?? older?.doneAt ?? null;
  const days = new Set(done.map(({ at }) => Math.floor(at / DAY_MS))).size + (older?.completions ?? 0);
  const said = word?.status === "mastered";
  const retention = said ? 1 : retentionAt(doneAt, days, now);
  const attempts = seen.length + (older?.attempts ?? 0);
  const proofs = done.length > 0 ? done : seen;
  return {
    workflow,
    status: statusOf(retention, attempts, word?.status ?? "untouched"),
    attempts,
    completions: done.length + (older?.completions ?? 0),
    best: seen.reduce((best, { completion }) => Math.max(best, completion), older?.best ?? 0),
    completion: latest?.completion ?? older?.best ?? (said ? 1 : 0),
    missed: latest === undefined || latest.isDone ? [] : latest.missed,
    lastAt: latest?.at ?? older?.lastAt ?? null,
    doneAt,
    retention: Math.round(retention * 100) / 100,
    confidence: said ? 1 : proofs.reduce((most, { confidence }) => Math.max(most, confidence), 0),
    evidence: proofs.slice(-MAX_EVIDENCE).map(({ sessionId, evidence }) => ({ sessionId, actionIds: evidence })),
    origin: word !== undefined && word.status !== null && seen.length === 0 ? "said" : said ? "said" : "seen",
  };
}

function statusOf(retention: number, attempts: number, otherwise: WorkflowStatus): WorkflowStatus {
  if (retention >= MASTERED_FROM) return "mastered";
  return attempts > 0 ? "in_progress" : otherwise;
}

function retentionAt(doneAt: EpochMs | null, days: number, now: EpochMs): number {
  if (doneAt === null) return 0;
  const halfLife = MASTERY_HALF_LIFE_MS * Math.min(MOST_HALF_LIVES, Math.max(1, days));
  return 0.5 ** (Math.max(0, now - doneAt) / halfLife);
}
