import {
  type ChatContextAssembly,
  type ConversationTurn,
  chatContextAssembly,
  type KnowledgeRecord,
} from "../../../chat/chat-context-assembly.ts";
import {
  buildSelectedContext,
  buildUserPromptBlock,
  formatHistoryForPrompt,
  formatKbRecordsForPrompt,
} from "../../../chat/format-prompt-parts.ts";
import {
  formatRagSystemPrompt,
  formatReasoningPrompt,
  formatResponsePrompt,
  previewsForReasoning,
} from "../../../chat/prompt-templates.ts";
import type { ConformanceArea } from "../area.ts";
import { type AssemblyInput, runAssembly } from "../rag-assembly.ts";
import { unknownFunction } from "../unknown-function.ts";

/** Optional texts of a prompt function; absent means the default. */
type Texts = Readonly<Record<string, string | undefined>>;

interface WireAssembly {
  readonly user_message?: string;
  readonly recent_activity?: string;
  readonly kb_records_text?: string;
  readonly conversation_history_text?: string;
  readonly activity_since_last_chat_message?: string;
  readonly first_question_text?: string;
}

export const ragQuery: ConformanceArea = {
  area: "rag_query",
  run(fn, input) {
    const texts = input as Texts;
    switch (fn) {
      case "format_history_for_prompt":
        return formatHistoryForPrompt(input.history as ConversationTurn[], texts.section_header);
      case "format_kb_records_for_prompt":
        return formatKbRecordsForPrompt(input.records as KnowledgeRecord[]);
      case "build_user_prompt_block":
        return buildUserPromptBlock(toAssembly(input.assembly as WireAssembly));
      case "build_selected_context":
        return buildSelectedContext(toAssembly(input.assembly as WireAssembly));
      case "format_rag_system_prompt":
        return systemPrompt(texts, toAssembly(input.assembly as WireAssembly));
      case "format_reasoning_prompt":
        return reasoningPrompt(texts);
      case "format_response_prompt":
        return responsePrompt(input as Readonly<Record<string, string | null>>);
      case "previews_for_reasoning":
        return previews(texts, toAssembly(input.assembly as WireAssembly), input.kb_records as KnowledgeRecord[]);
      case "assemble_rag_chat_context":
        return runAssembly(input as unknown as AssemblyInput);
      default:
        return unknownFunction(fn);
    }
  },
};

function toAssembly(wire: WireAssembly): ChatContextAssembly {
  return chatContextAssembly({
    userMessage: wire.user_message ?? "",
    recentActivity: wire.recent_activity ?? "",
    kbRecordsText: wire.kb_records_text ?? "",
    conversationHistoryText: wire.conversation_history_text ?? "",
    activitySinceLastChatMessage: wire.activity_since_last_chat_message ?? "",
    firstQuestionText: wire.first_question_text ?? "",
  });
}

function systemPrompt(texts: Texts, assembly: ChatContextAssembly): string {
  return formatRagSystemPrompt(texts.template_content ?? "", assembly, texts.user_question ?? "", {
    ...(texts.reasoning_intent !== undefined && { reasoningIntent: texts.reasoning_intent }),
    ...(texts.reasoning_sources !== undefined && { reasoningSources: texts.reasoning_sources }),
    ...(texts.reasoning_explanation !== undefined && { reasoningExplanation: texts.reasoning_explanation }),
    selectedTaskContext: texts.selected_task_context ?? null,
  });
}

function reasoningPrompt(texts: Texts): string {
  const question = {
    userQuestion: texts.user_question ?? "",
    firstQuestion: texts.first_question ?? "",
    conversationHistory: texts.conversation_history ?? "",
  };
  return formatReasoningPrompt(texts.template_content ?? "", question, {
    ...(texts.ui_actions_preview !== undefined && { uiActionsPreview: texts.ui_actions_preview }),
    ...(texts.kb_articles_preview !== undefined && { kbArticlesPreview: texts.kb_articles_preview }),
    ...(texts.past_session_preview !== undefined && { pastSessionPreview: texts.past_session_preview }),
    ...(texts.task_analysis_preview !== undefined && { taskAnalysisPreview: texts.task_analysis_preview }),
    ...(texts.matched_actions_preview !== undefined && { matchedActionsPreview: texts.matched_actions_preview }),
    ...(texts.selected_task_preview !== undefined && { selectedTaskPreview: texts.selected_task_preview }),
  });
}

function responsePrompt(input: Readonly<Record<string, string | null>>): string {
  return formatResponsePrompt(input.template_content ?? "", {
    userQuestion: input.user_question ?? "",
    companyOverview: input.company_overview ?? null,
    terraCatalog: input.terra_catalog ?? null,
    aiInputSummary: input.ai_input_summary ?? null,
    pastSessionContext: input.past_session_context ?? "",
  });
}

function previews(
  texts: Texts,
  assembly: ChatContextAssembly,
  records: readonly KnowledgeRecord[] | undefined,
): unknown {
  const result = previewsForReasoning(assembly, texts.ui_actions_preview, records);
  return {
    ui_actions_preview: result.uiActionsPreview,
    kb_articles_preview: result.kbArticlesPreview,
    past_session_preview: result.pastSessionPreview,
    task_analysis_preview: result.taskAnalysisPreview,
    matched_actions_preview: result.matchedActionsPreview,
    selected_task_preview: result.selectedTaskPreview,
  };
}
