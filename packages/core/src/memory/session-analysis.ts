/**
 * What one session came to, as one document: schema version 2, in the documented names. Moments inside the session are
 * seconds since its first action.
 */
export interface SessionAnalysis {
  readonly schema: { readonly version: 2; readonly min_compatible_version: 2 };
  readonly meta: AnalysisMeta;
  readonly urls: AnalysisUrls;
  readonly actions: readonly AnalysisAction[];
  readonly insights: AnalysisInsights;
  readonly tags: { readonly values: readonly AnalysisTag[] };
  readonly tasks: AnalysisTasks;
  /** Who wrote each section of prose. `extractive`: counted and quoted from the actions, no model was asked. */
  readonly prompts: Readonly<Record<ProseSection, { readonly version: number; readonly name: string }>>;
}

export type ProseSection =
  | "markdown_summary"
  | "session_title"
  | "session_tags"
  | "session_highlights"
  | "user_flow"
  | "product_sections"
  | "suggested_email";

export interface AnalysisMeta {
  /** The session's id. */
  readonly id: string;
  readonly organization_id: string | null;
  readonly product_id: string;
  readonly user_id: string | null;
  /** Epoch milliseconds of the first and the last action. */
  readonly started_at: number;
  readonly ended_at: number;
  readonly duration_seconds: number;
  readonly source: string;
  readonly processed_at: string | null;
  /** `YYYY-MM-DD HH:MM:SS.ffffff+00:00` */
  readonly analyzed_at: string;
  readonly analysis_run: {
    readonly count: number;
    readonly reason: "initial" | "continued" | "rebuilt";
    readonly previous_analyzed_at: string | null;
  };
  readonly pipeline: {
    readonly version: number;
    readonly type: "usher";
    /** Null: no model took part. */
    readonly model: { readonly provider: string; readonly name: string } | null;
  };
}

export interface AnalysisUrls {
  readonly routing_shape: "history" | "hash";
  readonly count: number;
  readonly pages: readonly AnalysisPage[];
}

export interface AnalysisPage {
  readonly raw_url: string;
  readonly canonical_url: string;
  readonly title: string;
  readonly start_s: number;
  readonly end_s: number;
  readonly duration_s: number;
}

export interface AnalysisAction {
  readonly index: number;
  /** Id of the action, so that everything below can be proved. */
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly timestamp_start: number;
  readonly timestamp_end: number;
  readonly raw_url: string;
  readonly canonical_url: string;
}

export interface AnalysisInsights {
  readonly title: string;
  /** Markdown with the headings Title, User intent, User Actions, Friction points. */
  readonly summary: string;
  readonly bullets: readonly string[];
  readonly user_flow: readonly string[];
  readonly intent: { readonly goal: string; readonly actions: readonly number[] };
  readonly friction: readonly AnalysisFriction[];
  readonly highlights: readonly AnalysisHighlight[];
  readonly suggested_guidance: readonly string[];
  readonly suggested_email: { readonly subject_line: string; readonly email_content: string };
}

export type FrictionKind =
  | "dead_click"
  | "rage_click"
  | "error"
  | "refused_field"
  | "abandoned_form"
  | "repeat_attempt";

export interface AnalysisFriction {
  readonly kind: FrictionKind;
  /** Where: the page's path, or the workflow. */
  readonly area: string;
  readonly description: string;
  readonly count: number;
  /** Indexes of the actions that prove it. */
  readonly actions: readonly number[];
}

export interface AnalysisHighlight {
  readonly id: string;
  readonly timestamp_start: number;
  readonly timestamp_end: number;
  readonly content: readonly string[];
}

export interface AnalysisTag {
  readonly key: "hesitation" | "knowledge" | "product_sections" | "intent" | "friction";
  readonly value: string | readonly string[];
  readonly type: "scalar" | "array";
}

export interface AnalysisTasks {
  readonly status: "completed";
  readonly action_count: number;
  readonly error: string | null;
  readonly matched: readonly AnalysisTask[];
}

/** A golden path that the session followed. */
export interface AnalysisTask {
  /** Id of the path. */
  readonly task_id: string;
  readonly task_title: string;
  /** The path's identity in memory. */
  readonly workflow: string;
  /** 0 to 1: how surely the session was about it. */
  readonly confidence: number;
  readonly expected_path: readonly ExpectedAction[];
  readonly attempts: readonly AnalysisAttempt[];
}

export interface ExpectedAction {
  readonly expected_action_index: number;
  readonly expected_action_id: string;
  readonly expected_action_title: string;
  readonly expected_action_description: string;
  readonly optional: boolean;
}

export interface AnalysisAttempt {
  readonly attempt_index: number;
  /** Share of the required steps that were done, percent. */
  readonly completion_pct: number;
  /** Whether the path's last step was reached with at least four fifths of the others. */
  readonly completed: boolean;
  readonly timestamp_start: number;
  readonly timestamp_end: number;
  readonly matched_actions: readonly MatchedAction[];
  /** Required steps passed over, then those that were never reached. */
  readonly missed_steps: readonly MissedStep[];
}

export interface MatchedAction {
  readonly action_index: number;
  readonly action_title: string;
  readonly expected_action_index: number;
  /** At least 0.7: guesses are no matches. */
  readonly similarity: number;
  readonly reason: string;
}

export interface MissedStep {
  readonly expected_action_index: number;
  readonly expected_action_id: string;
  readonly title: string;
  readonly description: string;
  /** `skipped`: a later step was done without it. `not_reached`: the attempt ended before it. */
  readonly how: "skipped" | "not_reached";
}
