import { DAY_MS, type EpochMs } from "../ids.ts";
import { type AdoptionState, adoptionState } from "./adoption-state.ts";
import type { FrictionKind } from "./session-analysis.ts";
import type { UserMemory } from "./user-memory.ts";
import { type WorkflowKnowledge, workflowKnowledge } from "./workflow-knowledge.ts";

/** The profile in its documented JSON, and what proves it. */
export interface UserProfile {
  readonly knowledge_state: {
    readonly mastered: readonly string[];
    readonly in_progress: Readonly<Record<string, InProgress>>;
    readonly untouched: readonly string[];
  };
  readonly journey_completion: {
    readonly completed_workflows: readonly string[];
    readonly total_known_workflows: number;
    /** 0 to 1, two decimals. */
    readonly completion_rate: number;
  };
  readonly struggle_patterns: readonly StrugglePattern[];
  /** End of the latest session, epoch milliseconds; null before the first has ended. */
  readonly last_seen_at: EpochMs | null;
  readonly last_session_summary: string | null;
  /** Beyond the documented fields. */
  readonly adoption: AdoptionState;
  readonly session_count: number;
  readonly first_seen_at: EpochMs | null;
  readonly evidence: Readonly<Record<string, WorkflowEvidence>>;
}

export interface InProgress {
  readonly attempts: number;
  readonly last_issue: string;
  readonly best_completion_pct: number;
}

export interface StrugglePattern {
  /** A page's path, or a workflow. */
  readonly area: string;
  readonly kind: FrictionKind;
  readonly times: number;
  readonly sessions: number;
  readonly last_seen_at: EpochMs;
  readonly evidence: readonly string[];
}

export interface WorkflowEvidence {
  readonly confidence: number;
  readonly retention: number;
  readonly completions: number;
  readonly last_at: EpochMs | null;
  readonly completed_at: EpochMs | null;
  readonly origin: "seen" | "said";
  readonly sessions: readonly { readonly session_id: string; readonly action_ids: readonly string[] }[];
}

const STRUGGLE_LOOK_BACK_MS: number = 60 * DAY_MS;
/** Once is an accident; so often in one session, or in two sessions at all, is a pattern. */
const STRUGGLE_TIMES = 3;
const STRUGGLE_SESSIONS = 2;
const MAX_PATTERNS = 20;
const MAX_EVIDENCE = 5;

/** @param workflows All that the product knows, in the order it names them; others are left out. */
export function userProfile(memory: UserMemory, workflows: readonly string[], now: EpochMs): UserProfile {
  const known = [...new Set(workflows)].map((workflow) => workflowKnowledge(memory, workflow, now));
  const having = (status: WorkflowKnowledge["status"]): readonly WorkflowKnowledge[] =>
    known.filter((each) => each.status === status);
  const completed = known.filter(({ completions, status }) => completions > 0 || status === "mastered");
  const latest = memory.sessions.at(-1);
  const first = memory.sessions.reduce<EpochMs | null>(
    (earliest, { startedAt }) => (earliest === null ? startedAt : Math.min(earliest, startedAt)),
    memory.older.firstSeenAt,
  );
  const patterns = strugglePatterns(memory, now);
  return {
    knowledge_state: {
      mastered: having("mastered").map(({ workflow }) => workflow),
      in_progress: Object.fromEntries(having("in_progress").map((each) => [each.workflow, inProgress(each)])),
      untouched: having("untouched").map(({ workflow }) => workflow),
    },
    journey_completion: {
      completed_workflows: completed.map(({ workflow }) => workflow),
      total_known_workflows: known.length,
      completion_rate: known.length === 0 ? 0 : Math.round((completed.length / known.length) * 100) / 100,
    },
    struggle_patterns: patterns,
    last_seen_at: latest?.endedAt ?? null,
    last_session_summary: latest?.summary ?? null,
    adoption: adoptionState(known),
    session_count: memory.older.sessionCount + memory.sessions.length,
    first_seen_at: first,
    evidence: Object.fromEntries(
      known
        .filter(({ attempts, origin }) => attempts > 0 || origin === "said")
        .map((each) => [each.workflow, evidenceOf(each)]),
    ),
  };
}

function inProgress(knowledge: WorkflowKnowledge): InProgress {
  return {
    attempts: knowledge.attempts,
    last_issue: lastIssue(knowledge),
    best_completion_pct: Math.round(knowledge.best * 1_000) / 10,
  };
}

/** e.g. `missed final step: Verify connection`. */
export function lastIssue({ missed, completions, origin }: WorkflowKnowledge): string {
  const [first, ...others] = missed;
  if (first === undefined) {
    if (completions > 0) return "not done for a long time";
    return origin === "said" ? "said to be unfinished" : "not finished";
  }
  if (others.length === 0 && first.isLast) return `missed final step: ${first.title}`;
  return others.length === 0
    ? `missed step: ${first.title}`
    : `missed step: ${first.title} (and ${others.length} more)`;
}

function evidenceOf(knowledge: WorkflowKnowledge): WorkflowEvidence {
  const { confidence, retention, completions, lastAt, doneAt, origin, evidence } = knowledge;
  return {
    confidence,
    retention,
    completions,
    last_at: lastAt,
    completed_at: doneAt,
    origin,
    sessions: evidence.map(({ sessionId, actionIds }) => ({ session_id: sessionId, action_ids: actionIds })),
  };
}

/** Where the person gets stuck again and again. Repeating there what did not help is noise: change the approach. */
export function strugglePatterns(memory: UserMemory, now: EpochMs): readonly StrugglePattern[] {
  const found = new Map<string, StrugglePattern>();
  for (const { endedAt, struggles } of memory.sessions) {
    if (now - endedAt > STRUGGLE_LOOK_BACK_MS) continue;
    const inSession = new Set<string>();
    for (const { area, kind, count, evidence } of struggles) {
      const key = `${kind}\n${area}`;
      const held = found.get(key);
      found.set(key, {
        area,
        kind,
        times: (held?.times ?? 0) + count,
        sessions: (held?.sessions ?? 0) + (inSession.has(key) ? 0 : 1),
        last_seen_at: endedAt,
        evidence: [...(held?.evidence ?? []), ...evidence].slice(-MAX_EVIDENCE),
      });
      inSession.add(key);
    }
  }
  return [...found.values()]
    .filter(({ times, sessions }) => times >= STRUGGLE_TIMES || sessions >= STRUGGLE_SESSIONS)
    .sort((left, right) => right.times - left.times || (left.area + left.kind < right.area + right.kind ? -1 : 1))
    .slice(0, MAX_PATTERNS);
}
