import { asObject } from "../json-object.ts";
import {
  type ChatContextAssembly,
  type ConversationTurn,
  chatContextAssembly,
  type KnowledgeRecord,
} from "./chat-context-assembly.ts";
import { buildUserPromptBlock, formatHistoryForPrompt, formatKbRecordsForPrompt } from "./format-prompt-parts.ts";

/** One question of one user. */
export interface RagReplyInputs {
  readonly productId: string;
  /** The product's configuration: `kb_product_id` and `kb_knowledge_id` are read. */
  readonly integrationConfig: unknown;
  readonly conversationId: string;
  readonly userMessage: string;
  readonly email: string;
  readonly sessionId?: string | null;
  /** Moment of the user's previous message, epoch seconds: activity after it is told apart. */
  readonly activitySinceCutoff?: number | null;
}

/** Remembers users across sessions. */
export interface ChatMemoryProvider {
  liveActivity(query: { readonly sessionId: string; readonly userId: string }): Promise<string>;
  conversationTurns(query: {
    readonly sessionId: string;
    readonly conversationId: string;
    readonly userId: string;
  }): Promise<readonly ConversationTurn[]>;
}

export interface KnowledgeBaseQuery {
  readonly connectorProductId: string;
  /** Null: the product has no knowledge base of its own. */
  readonly kbProductId: string | null;
  readonly sessionId: string;
  readonly userQuery: string;
  readonly knowledgeId: string;
  readonly activityTextForKbInjection: string;
}

export interface KnowledgeBaseRetriever {
  retrieve(query: KnowledgeBaseQuery): Promise<readonly KnowledgeRecord[]>;
}

/** Where the parts come from; only the first must be there. */
export interface RagChatProviders {
  sessionActivityLocal(sessionId: string): Promise<string>;
  readonly sessionActivitySince?: (sessionId: string, cutoffS: number) => Promise<string>;
  readonly memory?: ChatMemoryProvider;
  readonly knowledgeBase?: KnowledgeBaseRetriever;
}

export interface RagAssemblyOptions {
  /** Which activity is told when both sources have some. Default true: the memory's. */
  readonly preferMemoryActivity?: boolean;
  /** Do not ask the local store, neither for the session nor for what is new, when the memory has answered. Default true. */
  readonly skipLocalWhenMemoryAnswers?: boolean;
}

export interface RagChatContext {
  /** The user's message with everything known in front of it. */
  readonly userBlock: string;
  readonly assembly: ChatContextAssembly;
}

/**
 * Gathers what is known before a question is answered. Memory and local activity need a session; the knowledge base is
 * asked in any case. Providers are asked one after another, because the knowledge base is given the activity; what
 * one of them throws is passed on.
 */
export async function assembleRagChatContext(
  inputs: RagReplyInputs,
  providers: RagChatProviders,
  options: RagAssemblyOptions = {},
): Promise<RagChatContext> {
  const sessionId = (inputs.sessionId ?? "").trim();
  const { live, turns } = await askMemory(inputs, providers, sessionId);
  const skipLocal = live !== "" && (options.skipLocalWhenMemoryAnswers ?? true);
  const local = sessionId === "" || skipLocal ? "" : (await providers.sessionActivityLocal(sessionId)).trim();
  const recentActivity = (options.preferMemoryActivity ?? true) ? live || local : local || live;
  const activitySinceLastChatMessage = skipLocal ? "" : await askSince(inputs, providers, sessionId);
  const kbRecords = await askKnowledgeBase(inputs, providers, sessionId, recentActivity);
  const assembly = chatContextAssembly({
    userMessage: inputs.userMessage,
    recentActivity,
    kbRecordsText: formatKbRecordsForPrompt(kbRecords),
    conversationHistoryText: formatHistoryForPrompt(turns),
    activitySinceLastChatMessage,
    firstQuestionText: firstQuestion(turns) || inputs.userMessage,
    sessionActivityLocal: local,
    remoteLiveActivity: live,
    conversationTurns: turns,
    kbRecords,
  });
  return { userBlock: buildUserPromptBlock(assembly), assembly };
}

async function askMemory(
  inputs: RagReplyInputs,
  { memory }: RagChatProviders,
  sessionId: string,
): Promise<{ live: string; turns: readonly ConversationTurn[] }> {
  if (!memory || sessionId === "") return { live: "", turns: [] };
  const userId = inputs.email.trim() || sessionId;
  const live = (await memory.liveActivity({ sessionId, userId })).trim();
  const turns = await memory.conversationTurns({ sessionId, conversationId: inputs.conversationId, userId });
  return { live, turns };
}

async function askSince(inputs: RagReplyInputs, providers: RagChatProviders, sessionId: string): Promise<string> {
  const cutoff = inputs.activitySinceCutoff ?? null;
  if (!providers.sessionActivitySince || sessionId === "" || cutoff === null) return "";
  return providers.sessionActivitySince(sessionId, cutoff);
}

async function askKnowledgeBase(
  inputs: RagReplyInputs,
  { knowledgeBase }: RagChatProviders,
  sessionId: string,
  activity: string,
): Promise<readonly KnowledgeRecord[]> {
  if (!knowledgeBase) return [];
  const config = asObject(inputs.integrationConfig);
  return knowledgeBase.retrieve({
    connectorProductId: inputs.productId,
    kbProductId: text(config?.kb_product_id) || null,
    sessionId,
    userQuery: inputs.userMessage,
    knowledgeId: text(config?.kb_knowledge_id),
    activityTextForKbInjection: activity,
  });
}

/** What the user asked first, as far as the turns go back. */
function firstQuestion(turns: readonly ConversationTurn[]): string {
  const asked = turns.find((turn) => text(turn.role).toLowerCase() === "user" && text(turn.content) !== "");
  return text(asked?.content);
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
