import { matchAnyPage } from "../actions/match-page.ts";
import type { EpochMs } from "../ids.ts";
import type { GoldenPath, PathStep } from "../paths/golden-path.ts";
import type { PathTracks } from "../paths/match/follow-paths.ts";
import { missedSteps, type PathTrack, remainingSteps } from "../paths/match/path-track.ts";
import { EMPTY_MEMORY, type UserMemory } from "./user-memory.ts";
import { strugglePatterns } from "./user-profile.ts";
import { type WorkflowKnowledge, workflowKnowledge } from "./workflow-knowledge.ts";

/** The one thing a person should do next, or why there is none. */
export type Gap = { readonly next: GapStep } | { readonly none: NoGap };

export interface GapStep {
  readonly pathId: string;
  readonly workflow: string;
  readonly stepId: string;
  readonly title: string;
  readonly description: string;
  readonly reason: GapReason;
  /** In words, e.g. `Earlier attempt reached 85 %; 1 step remains`. */
  readonly why: string;
  /** `other`: telling it again is noise where the person got stuck before; show it instead. */
  readonly approach: "usual" | "other";
}

/**
 * `missed_step`: passed over, now or in an earlier attempt. `next_step`: the path that is being followed goes on.
 * `introduce`: never begun, and it begins on this page.
 */
export type GapReason = "missed_step" | "next_step" | "introduce";

export type NoGap =
  /** Everything that is relevant here is mastered. */
  | "mastered"
  /** The paths that were begun are done. */
  | "nothing_missing"
  /** No path was begun, and none begins here. */
  | "not_relevant";

export interface GapRequest {
  /** Undefined when it could not be had in time: nothing is taken for mastered. */
  readonly memory: UserMemory | undefined;
  /** The session so far (`followPaths`). */
  readonly tracks: PathTracks;
  readonly paths: Iterable<GoldenPath>;
  /** Address of the page the user is on; left out, nothing is introduced that was not begun. */
  readonly page?: string;
  readonly now: EpochMs;
}

interface Candidate {
  readonly path: GoldenPath;
  readonly track: PathTrack | undefined;
  readonly knowledge: WorkflowKnowledge;
}

/**
 * Path − done − mastered. What is being done comes first, the latest step first; then what an earlier attempt left open,
 * the furthest first; then what was never begun and begins here, in the product's order.
 */
export function findGap({ memory = EMPTY_MEMORY, tracks, paths, page, now }: GapRequest): Gap {
  const all = Array.from(paths, (path) => ({
    path,
    track: tracks.get(path.id),
    knowledge: workflowKnowledge(memory, path.workflow ?? path.id, now),
  }));
  const relevant = all.filter(({ path, track }) => track !== undefined || beginsOn(path, page));
  const open = relevant.filter(({ knowledge }) => knowledge.status !== "mastered");
  const live = open
    .filter(({ track }) => track !== undefined && track.completedAt === null)
    .sort((left, right) => (right.track?.steppedAt ?? 0) - (left.track?.steppedAt ?? 0));
  const later = open.filter(({ track }) => track === undefined);
  const resumable = later
    .filter(({ knowledge }) => knowledge.status === "in_progress")
    .sort((left, right) => right.knowledge.completion - left.knowledge.completion);
  const fresh = later.filter(({ knowledge }) => knowledge.status === "untouched");
  const areas = new Set(strugglePatterns(memory, now).map(({ area }) => area));
  for (const candidate of [...live, ...resumable, ...fresh]) {
    const found = stepOf(candidate);
    if (found !== undefined) return { next: toStep(candidate, found, areas) };
  }
  if (relevant.length === 0) return { none: "not_relevant" };
  return { none: open.length === 0 ? "mastered" : "nothing_missing" };
}

function beginsOn(path: GoldenPath, page: string | undefined): boolean {
  return page !== undefined && matchAnyPage(path.page, page);
}

interface Found {
  readonly step: PathStep;
  readonly reason: GapReason;
  readonly why: string;
}

function stepOf({ path, track, knowledge }: Candidate): Found | undefined {
  if (track !== undefined) {
    const [missed] = missedSteps(track);
    if (missed !== undefined) return { step: missed, reason: "missed_step", why: "Passed over in this session" };
    const [next] = remainingSteps(track);
    return next && { step: next, reason: "next_step", why: "Comes next on the path that is being followed" };
  }
  if (knowledge.status === "in_progress") {
    const lacking = new Set(knowledge.missed.map(({ stepId }) => stepId));
    const step = path.steps.find(({ id }) => lacking.has(id)) ?? path.steps[0];
    return { step, reason: "missed_step", why: attemptInWords(knowledge) };
  }
  return { step: path.steps[0], reason: "introduce", why: "Never begun, and it begins on this page" };
}

function attemptInWords({ completion, missed }: WorkflowKnowledge): string {
  const remaining = missed.length;
  if (remaining === 0) return "Begun before and not finished";
  const steps = remaining === 1 ? "1 step remains" : `${remaining} steps remain`;
  return `An earlier attempt reached ${Math.round(completion * 100)} %; ${steps}`;
}

function toStep({ path, knowledge }: Candidate, { step, reason, why }: Found, stuck: ReadonlySet<string>): GapStep {
  const isStuck = stuck.has(knowledge.workflow) || path.page.some((page) => stuck.has(page));
  return {
    pathId: path.id,
    workflow: knowledge.workflow,
    stepId: step.id,
    title: step.title,
    description: step.description,
    reason,
    why,
    approach: isStuck ? "other" : "usual",
  };
}
