import type { ChatContextAssembly, KnowledgeRecord } from "./chat-context-assembly.ts";
import { fillTemplate } from "./fill-template.ts";
import { buildSelectedContext, recordTitle } from "./format-prompt-parts.ts";

const NONE = "(none)";
const MAX_PREVIEW_TITLES = 5;
const MAX_TITLE = 200;
const MAX_KB_PREVIEW = 8_000;

/** What an earlier routing call decided about the question; without one, everything known is used. */
export interface ReasoningParts {
  readonly reasoningIntent?: string;
  readonly reasoningSources?: string;
  readonly reasoningExplanation?: string;
  readonly selectedTaskContext?: string | null;
}

/** Fills the system prompt of an answer. */
export function formatRagSystemPrompt(
  template: string,
  assembly: ChatContextAssembly,
  userQuestion: string,
  reasoning: ReasoningParts = {},
): string {
  return fillTemplate(template, {
    user_question: userQuestion.trim(),
    first_question: assembly.firstQuestionText.trim() || userQuestion.trim(),
    selected_task_context: (reasoning.selectedTaskContext ?? "").trim(),
    conversation_history: assembly.conversationHistoryText.trim() || NONE,
    reasoning_intent: reasoning.reasoningIntent ?? "Single-pass RAG; routing call not used.",
    reasoning_sources: reasoning.reasoningSources ?? NONE,
    reasoning_explanation: reasoning.reasoningExplanation ?? "Use all provided context blocks below.",
    selected_context: buildSelectedContext(assembly) || NONE,
  });
}

/** Short views of what is known, from which a routing call chooses. */
export interface ReasoningPreviews {
  readonly uiActionsPreview: string;
  readonly kbArticlesPreview: string;
  readonly pastSessionPreview: string;
  readonly taskAnalysisPreview: string;
  readonly matchedActionsPreview: string;
  readonly selectedTaskPreview: string;
}

/** The previews an assembly can give; the others say that there is nothing. */
export function previewsForReasoning(
  assembly: ChatContextAssembly,
  uiActionsPreview?: string | null,
  kbRecords?: readonly KnowledgeRecord[] | null,
): ReasoningPreviews {
  return {
    uiActionsPreview: uiActionsPreview ?? (activityPreview(assembly) || NONE),
    kbArticlesPreview: kbPreview(assembly, kbRecords ?? []) || NONE,
    pastSessionPreview: NONE,
    taskAnalysisPreview: NONE,
    matchedActionsPreview: NONE,
    selectedTaskPreview: NONE,
  };
}

export interface ReasoningQuestion {
  readonly userQuestion: string;
  readonly firstQuestion: string;
  readonly conversationHistory: string;
}

/** Fills the prompt of a routing call. */
export function formatReasoningPrompt(
  template: string,
  question: ReasoningQuestion,
  previews: Partial<ReasoningPreviews> = {},
): string {
  return fillTemplate(template, {
    user_question: question.userQuestion.trim(),
    first_question: (question.firstQuestion || question.userQuestion).trim(),
    conversation_history: question.conversationHistory.trim() || NONE,
    ui_actions_preview: previews.uiActionsPreview ?? NONE,
    kb_articles_preview: previews.kbArticlesPreview ?? NONE,
    past_session_preview: previews.pastSessionPreview ?? NONE,
    task_analysis_preview: previews.taskAnalysisPreview ?? NONE,
    matched_actions_preview: previews.matchedActionsPreview ?? NONE,
    selected_task_preview: previews.selectedTaskPreview ?? NONE,
  });
}

export interface ResponseParts {
  readonly userQuestion: string;
  readonly companyOverview: string | null;
  readonly terraCatalog: string | null;
  readonly aiInputSummary: string | null;
  readonly pastSessionContext: string;
}

/** Fills the prompt of an answer that knows the product but nothing of the session. */
export function formatResponsePrompt(template: string, parts: ResponseParts): string {
  return fillTemplate(template, {
    company_overview: parts.companyOverview || NONE,
    terra_catalog: parts.terraCatalog || NONE,
    ai_input_summary: parts.aiInputSummary || NONE,
    past_session_context: parts.pastSessionContext.trim(),
    user_question: parts.userQuestion.trim(),
  });
}

function activityPreview(assembly: ChatContextAssembly): string {
  const since = assembly.activitySinceLastChatMessage.trim();
  const recent = assembly.recentActivity.trim();
  const parts = [
    since && `Most recent actions (since last chat message):\n${since}`,
    recent && `Earlier in session / broader activity:\n${recent}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function kbPreview(assembly: ChatContextAssembly, records: readonly KnowledgeRecord[]): string {
  if (records.length === 0) return cut(assembly.kbRecordsText.trim(), MAX_KB_PREVIEW);
  const titles = records.slice(0, MAX_PREVIEW_TITLES).map((record, position) => recordTitle(record, position));
  return titles.map((title) => `- ${cut(title, MAX_TITLE)}`).join("\n");
}

/** At most so many code points. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : Array.from(text).slice(0, max).join("");
}
