import { cutText } from "../actions/cut-text.ts";
import { describeAction } from "../actions/describe-action.ts";
import { inferSessionGoal } from "../intents/session-goal.ts";
import { isDeed } from "../signals/deeds.ts";
import { summarise } from "../summaries/summarise.ts";
import type {
  AnalysisFriction,
  AnalysisHighlight,
  AnalysisInsights,
  AnalysisTag,
  AnalysisTask,
  AnalysisUrls,
} from "./session-analysis.ts";
import { areaOf, type SessionTimeline } from "./session-timeline.ts";

const MAX_FLOW = 12;
const MAX_BULLETS = 8;
const MAX_TITLE = 80;
const MAX_SECTIONS = 10;

interface Findings {
  readonly timeline: SessionTimeline;
  readonly urls: AnalysisUrls;
  readonly tasks: readonly AnalysisTask[];
  readonly friction: readonly AnalysisFriction[];
}

/** The prose sections without a model: counted and quoted from the actions, never guessed. */
export function analyseInsights(findings: Findings): AnalysisInsights {
  const { timeline, tasks, friction } = findings;
  const goal = goalOf(findings);
  const counted = summarise(undefined, timeline.actions).text;
  const taskLines = tasks.map(taskInWords);
  const title = cutText(goal.goal === "" ? `Visited ${areas(timeline)[0] ?? "the application"}` : goal.goal, MAX_TITLE);
  const stuck = friction.map(({ area, description }) => `${description} (${area})`);
  return {
    title,
    summary: [
      `## Title\n${title}`,
      `## User intent\n${goal.goal === "" ? "Not clear from the actions." : goal.goal}`,
      `## User Actions\n${[counted, ...taskLines].join("\n")}`,
      `## Friction points\n${stuck.length === 0 ? "None seen." : stuck.map((line) => `- ${line}`).join("\n")}`,
    ].join("\n\n"),
    bullets: [...taskLines, ...stuck].slice(0, MAX_BULLETS),
    user_flow: flowOf(timeline),
    intent: goal,
    friction,
    highlights: highlightsOf(findings),
    suggested_guidance: guidanceOf(tasks),
    suggested_email: { subject_line: "", email_content: "" },
  };
}

export function analyseTags({ timeline, tasks, friction }: Findings): readonly AnalysisTag[] {
  const stuck = friction.reduce((sum, { count }) => sum + count, 0);
  const level = stuck === 0 ? "Low" : stuck < 5 ? "Medium" : "High";
  const isDone = (task: AnalysisTask): boolean => task.attempts.some(({ completed }) => completed);
  const knowledge =
    tasks.length === 0 ? "Unknown" : tasks.every(isDone) ? "High" : tasks.some(isDone) ? "Medium" : "Low";
  return [
    { key: "hesitation", value: level, type: "scalar" },
    { key: "knowledge", value: knowledge, type: "scalar" },
    { key: "product_sections", value: areas(timeline).slice(0, MAX_SECTIONS), type: "array" },
    { key: "intent", value: tasks.map(({ task_title }) => task_title), type: "array" },
    { key: "friction", value: [...new Set(friction.map(({ kind }) => kind))], type: "array" },
  ];
}

function goalOf({ timeline, tasks }: Findings): AnalysisInsights["intent"] {
  const [task] = tasks;
  if (task !== undefined) {
    const actions = task.attempts.flatMap(({ matched_actions }) => matched_actions.map((each) => each.action_index));
    return { goal: cutText(task.task_title, MAX_TITLE), actions: [...new Set(actions)].sort((a, b) => a - b) };
  }
  const goal = inferSessionGoal(timeline.actions);
  if (goal === undefined) return { goal: "", actions: [] };
  return { goal: goal.goal, actions: goal.evidence.flatMap((id) => timeline.indexOf.get(id) ?? []) };
}

/** In the order first seen. */
function areas({ actions }: SessionTimeline): readonly string[] {
  return [...new Set(actions.filter(({ url }) => url !== "").map(areaOf))];
}

function taskInWords({ task_title, attempts }: AnalysisTask): string {
  const best = attempts.reduce((most, each) => Math.max(most, each.completion_pct), 0);
  const last = attempts.at(-1);
  const missed = last?.missed_steps[0];
  const isDone = attempts.some(({ completed }) => completed);
  const how = isDone ? "completed" : `${best} % done${missed === undefined ? "" : `, without "${missed.title}"`}`;
  return `${task_title}: ${how}${attempts.length > 1 ? ` in ${attempts.length} attempts` : ""}.`;
}

function flowOf({ actions }: SessionTimeline): readonly string[] {
  const flow: string[] = [];
  for (const action of actions) {
    if (!isDeed(action)) continue;
    const line = describeAction(action);
    if (flow.at(-1) !== line) flow.push(line);
  }
  return flow.length <= MAX_FLOW ? flow : [...flow.slice(0, MAX_FLOW / 2), ...flow.slice(-MAX_FLOW / 2)];
}

/** Their times are those of the actions they quote. */
function highlightsOf({ timeline, tasks, friction }: Findings): readonly AnalysisHighlight[] {
  const { actions, seconds } = timeline;
  const reached = tasks.flatMap((task) =>
    task.attempts.map(({ timestamp_start, timestamp_end, completion_pct, completed }, index) => ({
      id: `task:${task.task_id}:${index}`,
      timestamp_start,
      timestamp_end,
      content: [`${task.task_title}: ${completed ? "completed" : `${completion_pct} % done`}.`],
    })),
  );
  const stuck = friction.map(({ kind, description, actions: proofs }, index) => ({
    id: `friction:${kind}:${index}`,
    timestamp_start: seconds(actions[proofs[0] ?? 0]?.at ?? timeline.startedAt),
    timestamp_end: seconds(actions[proofs.at(-1) ?? 0]?.at ?? timeline.startedAt),
    content: [description],
  }));
  return [...reached, ...stuck].sort((left, right) => left.timestamp_start - right.timestamp_start);
}

function guidanceOf(tasks: readonly AnalysisTask[]): readonly string[] {
  return tasks.flatMap(({ task_title, attempts }) => {
    const missed = attempts.at(-1)?.missed_steps[0];
    const isDone = attempts.some(({ completed }) => completed);
    return isDone || missed === undefined ? [] : [`${task_title}: ${missed.description}`];
  });
}
