import { completionOf, missedSteps, type PathTrack } from "../paths/match/path-track.ts";
import type { PathAttempts } from "./collect-attempts.ts";
import type { AnalysisAttempt, AnalysisTask, MissedStep } from "./session-analysis.ts";
import type { SessionTimeline } from "./session-timeline.ts";

/** Share of the required steps that must be seen for a path whose end was reached: an event may have been lost. */
export const COMPLETED_SHARE = 0.8;

/** The golden paths that the session followed, the surest first. */
export function analyseTasks(followed: readonly PathAttempts[], timeline: SessionTimeline): readonly AnalysisTask[] {
  return followed.map(({ path, confidence, attempts }) => ({
    task_id: path.id,
    task_title: path.title,
    workflow: path.workflow ?? path.id,
    confidence,
    expected_path: path.steps.map((step, index) => ({
      expected_action_index: index,
      expected_action_id: step.id,
      expected_action_title: step.title,
      expected_action_description: step.description,
      optional: step.optional === true,
    })),
    attempts: attempts.map((track, index) => toAttempt(track, index, timeline)),
  }));
}

function toAttempt(track: PathTrack, attemptIndex: number, timeline: SessionTimeline): AnalysisAttempt {
  const done = [...track.done.values()].sort((left, right) => left.step - right.step);
  const completion = completionOf(track);
  const lastAt = done.reduce((latest, { at }) => Math.max(latest, at), track.begunAt);
  return {
    attempt_index: attemptIndex,
    completion_pct: Math.round(completion * 1_000) / 10,
    completed: track.completedAt !== null && completion >= COMPLETED_SHARE,
    timestamp_start: timeline.seconds(track.begunAt),
    timestamp_end: timeline.seconds(lastAt),
    matched_actions: done.map(({ step, actionId, score, reason }) => {
      const index = timeline.indexOf.get(actionId) ?? 0;
      return {
        action_index: index,
        action_title: timeline.actions[index]?.title ?? "",
        expected_action_index: step,
        similarity: Math.round(score * 100) / 100,
        reason,
      };
    }),
    missed_steps: missedOf(track),
  };
}

function missedOf(track: PathTrack): readonly MissedStep[] {
  const skipped = new Set(missedSteps(track, true));
  return track.path.steps.flatMap((step, index) => {
    if (step.optional === true || track.done.has(index)) return [];
    const { id, title, description } = step;
    const how = skipped.has(step) ? ("skipped" as const) : ("not_reached" as const);
    return [{ expected_action_index: index, expected_action_id: id, title, description, how }];
  });
}
