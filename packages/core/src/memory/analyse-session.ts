import type { Action } from "../actions/action.ts";
import { describeAction } from "../actions/describe-action.ts";
import type { EpochMs } from "../ids.ts";
import type { PathIndex } from "../paths/match/path-index.ts";
import { analyseFriction } from "./analyse-friction.ts";
import { analyseInsights, analyseTags } from "./analyse-insights.ts";
import { analysePages } from "./analyse-pages.ts";
import { analyseTasks } from "./analyse-tasks.ts";
import { collectAttempts } from "./collect-attempts.ts";
import { formatMoment } from "./format-moment.ts";
import type { AnalysisMeta, ProseSection, SessionAnalysis } from "./session-analysis.ts";
import { createTimeline, type SessionTimeline } from "./session-timeline.ts";

/** Version of the rules: another one may analyse the same actions differently. */
export const PIPELINE_VERSION = 1;

export interface AnalysedSession {
  readonly sessionId: string;
  readonly productId: string;
  readonly userId: string | null;
  readonly organizationId?: string | null;
  /** Id of the event source; null for the page SDK. */
  readonly source?: string | null;
}

export interface AnalysisRequest {
  readonly session: AnalysedSession;
  /** All of the session's, in any order. */
  readonly actions: readonly Action[];
  /** The product's golden paths (`createPathIndex`). */
  readonly paths: PathIndex;
  readonly now: EpochMs;
  /** The document this one takes the place of. */
  readonly previous?: Pick<AnalysisMeta, "analysis_run" | "analyzed_at">;
  /** Default `continued` when there is a previous document. */
  readonly reason?: AnalysisMeta["analysis_run"]["reason"];
}

const SECTIONS: readonly ProseSection[] = [
  "markdown_summary",
  "session_title",
  "session_tags",
  "session_highlights",
  "user_flow",
  "product_sections",
  "suggested_email",
];
const BY_RULE = Object.fromEntries(SECTIONS.map((section) => [section, { version: 1, name: "extractive" }]));

/**
 * What a session came to. Every section is computed by rule; those that are prose say so in `prompts`, and a model may
 * write them anew (`withProse`). Same actions, paths and `now`: the same document.
 */
export function analyseSession(request: AnalysisRequest): SessionAnalysis {
  const timeline = createTimeline(request.actions);
  const tasks = analyseTasks(collectAttempts(timeline.actions, request.paths), timeline);
  const friction = analyseFriction(timeline, tasks);
  const urls = analysePages(timeline);
  const findings = { timeline, urls, tasks, friction };
  return {
    schema: { version: 2, min_compatible_version: 2 },
    meta: metaOf(request, timeline),
    urls,
    actions: timeline.actions.map((action, index) => ({
      index,
      id: action.id,
      type: action.type,
      title: action.title,
      description: describeAction(action),
      timestamp_start: timeline.seconds(action.at),
      timestamp_end: timeline.seconds(timeline.actions[index + 1]?.at ?? action.at),
      raw_url: action.url,
      canonical_url: action.canonicalUrl,
    })),
    insights: analyseInsights(findings),
    tags: { values: analyseTags(findings) },
    tasks: { status: "completed", action_count: timeline.actions.length, error: null, matched: tasks },
    prompts: BY_RULE as SessionAnalysis["prompts"],
  };
}

function metaOf({ session, now, previous, reason }: AnalysisRequest, timeline: SessionTimeline): AnalysisMeta {
  return {
    id: session.sessionId,
    organization_id: session.organizationId ?? null,
    product_id: session.productId,
    user_id: session.userId,
    started_at: timeline.startedAt,
    ended_at: timeline.endedAt,
    duration_seconds: timeline.seconds(timeline.endedAt),
    source: session.source ?? "usher",
    processed_at: formatMoment(now),
    analyzed_at: formatMoment(now),
    analysis_run: {
      count: (previous?.analysis_run.count ?? 0) + 1,
      reason: reason ?? (previous === undefined ? "initial" : "continued"),
      previous_analyzed_at: previous?.analyzed_at ?? null,
    },
    pipeline: { version: PIPELINE_VERSION, type: "usher", model: null },
  };
}
