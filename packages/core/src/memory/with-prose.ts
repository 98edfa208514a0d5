import type { Action } from "../actions/action.ts";
import { cleanText } from "../actions/clean-text.ts";
import { cutText } from "../actions/cut-text.ts";
import { type SummaryPrompt, summaryPrompt } from "../summaries/summary-prompt.ts";
import type { SessionAnalysis } from "./session-analysis.ts";

const MAX_PROSE = 1_200;

/** What a model is asked to put into words: facts as quoted data, never instructions. */
export function analysisPrompt({ insights }: SessionAnalysis, actions: readonly Action[]): SummaryPrompt {
  return summaryPrompt({ previous: insights.bullets.join(" "), actions, counted: insights.user_flow.join(". ") });
}

/** The document with a model's words for its intent. Facts — tasks, friction, flow, tags — stay as computed. */
export function withProse(
  analysis: SessionAnalysis,
  prose: string,
  model: { readonly provider: string; readonly name: string },
): SessionAnalysis {
  const text = cutText(cleanText(prose, MAX_PROSE), MAX_PROSE);
  if (text === "") return analysis;
  const summary = analysis.insights.summary.replace(/## User intent\n[^\n]*/, () => `## User intent\n${text}`);
  return {
    ...analysis,
    meta: { ...analysis.meta, pipeline: { ...analysis.meta.pipeline, model } },
    insights: { ...analysis.insights, summary },
    prompts: { ...analysis.prompts, markdown_summary: { version: 1, name: "session_summary" } },
  };
}
