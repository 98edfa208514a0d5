import { assembleRagChatContext, type RagChatProviders } from "../../chat/assemble-rag-context.ts";
import type { ChatContextAssembly, ConversationTurn, KnowledgeRecord } from "../../chat/chat-context-assembly.ts";
import { isSwitchedOn } from "../../chat/rag-switch.ts";

/** Input of the `assemble_rag_chat_context` vectors: one question, and what each provider would answer. */
export interface AssemblyInput {
  readonly inputs: {
    readonly product_id: string;
    readonly integration_config: unknown;
    readonly conversation_id: string;
    readonly user_message: string;
    readonly email: string;
    readonly session_id?: string | null;
    readonly activity_since_cutoff?: number | null;
  };
  readonly local: string;
  readonly since?: string;
  readonly memory?: { readonly live: string; readonly turns: readonly ConversationTurn[]; readonly raise?: boolean };
  readonly kb?: readonly KnowledgeRecord[];
  readonly env?: Readonly<Record<string, string>>;
}

type Call = readonly [provider: string, args: Readonly<Record<string, unknown>>];

class ProviderError extends Error {}

/** Runs one assembly and reports the calls made to providers, in order, beside its outcome. */
export async function runAssembly(input: AssemblyInput): Promise<unknown> {
  const calls: Call[] = [];
  const { inputs, env = {} } = input;
  const question = {
    productId: inputs.product_id,
    integrationConfig: inputs.integration_config,
    conversationId: inputs.conversation_id,
    userMessage: inputs.user_message,
    email: inputs.email,
    sessionId: inputs.session_id ?? null,
    activitySinceCutoff: inputs.activity_since_cutoff ?? null,
  };
  try {
    const { userBlock, assembly } = await assembleRagChatContext(question, recordingProviders(input, calls), {
      preferMemoryActivity: isSwitchedOn(env.RAG_PREFER_ZEP_LIVE_ACTIVITY),
      skipLocalWhenMemoryAnswers: isSwitchedOn(env.RAG_SKIP_REDIS_CONTEXT_WHEN_ZEP),
    });
    return { user_block: userBlock, calls, assembly: toWire(assembly) };
  } catch (error) {
    if (error instanceof ProviderError) return { error: "provider_error", calls };
    throw error;
  }
}

function recordingProviders(input: AssemblyInput, calls: Call[]): RagChatProviders {
  const { local, since, memory, kb } = input;
  return {
    sessionActivityLocal: async (sessionId) => {
      calls.push(["local", { session_id: sessionId }]);
      return local;
    },
    ...(since !== undefined && {
      sessionActivitySince: async (sessionId: string, cutoff: number) => {
        calls.push(["since", { session_id: sessionId, cutoff }]);
        return since;
      },
    }),
    ...(memory && { memory: recordingMemory(memory, calls) }),
    ...(kb && { knowledgeBase: recordingKnowledgeBase(kb, calls) }),
  };
}

function recordingMemory(
  memory: NonNullable<AssemblyInput["memory"]>,
  calls: Call[],
): NonNullable<RagChatProviders["memory"]> {
  return {
    liveActivity: async ({ sessionId, userId }) => {
      calls.push(["live_activity", { session_id: sessionId, user_id: userId }]);
      if (memory.raise) throw new ProviderError();
      return memory.live;
    },
    conversationTurns: async ({ sessionId, conversationId, userId }) => {
      const args = { session_id: sessionId, conversation_id: conversationId, user_id: userId };
      calls.push(["conversation_turns", args]);
      return memory.turns;
    },
  };
}

function recordingKnowledgeBase(
  records: readonly KnowledgeRecord[],
  calls: Call[],
): NonNullable<RagChatProviders["knowledgeBase"]> {
  return {
    retrieve: async (query) => {
      calls.push([
        "kb_retrieve",
        {
          connector_product_id: query.connectorProductId,
          kb_product_id: query.kbProductId,
          session_id: query.sessionId,
          user_query: query.userQuery,
          knowledge_id: query.knowledgeId,
          activity_text_for_kb_injection: query.activityTextForKbInjection,
        },
      ]);
      return records;
    },
  };
}

function toWire(assembly: ChatContextAssembly): Record<string, unknown> {
  return {
    user_message: assembly.userMessage,
    recent_activity: assembly.recentActivity,
    kb_records_text: assembly.kbRecordsText,
    conversation_history_text: assembly.conversationHistoryText,
    activity_since_last_chat_message: assembly.activitySinceLastChatMessage,
    first_question_text: assembly.firstQuestionText,
    session_activity_local: assembly.sessionActivityLocal,
    remote_live_activity: assembly.remoteLiveActivity,
    turn_count: assembly.conversationTurns.length,
    kb_record_count: assembly.kbRecords.length,
  };
}
