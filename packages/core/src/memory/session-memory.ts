import { cutText } from "../actions/cut-text.ts";
import { SECOND_MS } from "../ids.ts";
import type { AnalysisAttempt, AnalysisTask, SessionAnalysis } from "./session-analysis.ts";
import type { AttemptMemory, SessionMemory, StruggleMemory } from "./user-memory.ts";

const MAX_ATTEMPTS = 10;
const MAX_STRUGGLES = 10;
const MAX_EVIDENCE = 5;
const MAX_MISSED = 5;
const MAX_SUMMARY = 300;
const MAX_ID = 120;

/** What of a session's analysis is remembered. */
export function sessionMemory({ meta, actions, insights, tasks }: SessionAnalysis): SessionMemory {
  const idOf = (index: number): string => actions[index]?.id ?? "";
  return {
    sessionId: meta.id,
    startedAt: meta.started_at,
    endedAt: meta.ended_at,
    actionCount: tasks.action_count,
    summary: cutText([insights.title, ...insights.bullets].join(". ").replaceAll("..", "."), MAX_SUMMARY),
    attempts: tasks.matched
      .flatMap((task) => task.attempts.map((attempt) => toAttempt(task, attempt, meta.started_at, idOf)))
      .slice(0, MAX_ATTEMPTS),
    struggles: insights.friction.slice(0, MAX_STRUGGLES).map(
      ({ area, kind, count, actions: proofs }): StruggleMemory => ({
        area,
        kind,
        count,
        evidence: proofs.slice(0, MAX_EVIDENCE).map(idOf),
      }),
    ),
  };
}

function toAttempt(
  { task_id, workflow, confidence, expected_path }: AnalysisTask,
  attempt: AnalysisAttempt,
  startedAt: number,
  idOf: (index: number) => string,
): AttemptMemory {
  const last = expected_path.findLast(({ optional }) => !optional)?.expected_action_index;
  return {
    workflow: workflow.slice(0, MAX_ID),
    pathId: task_id.slice(0, MAX_ID),
    at: startedAt + Math.round(attempt.timestamp_end * SECOND_MS),
    completion: Math.round(attempt.completion_pct * 10) / 1_000,
    isDone: attempt.completed,
    missed: attempt.missed_steps.slice(0, MAX_MISSED).map(({ expected_action_index, expected_action_id, title }) => ({
      stepId: expected_action_id,
      title: cutText(title, 80),
      isLast: expected_action_index === last,
    })),
    confidence,
    evidence: attempt.matched_actions.slice(0, MAX_EVIDENCE).map(({ action_index }) => idOf(action_index)),
  };
}
