/** A message of an earlier conversation, as a memory provider hands it over. */
export interface ConversationTurn {
  readonly role?: string | null;
  readonly content?: string | null;
}

/** An excerpt found in a knowledge base. */
export interface KnowledgeRecord {
  readonly title?: string | null;
  readonly content?: string | null;
}

/** Everything that is known when a user asks something, part by part; a part that is not known is empty. */
export interface ChatContextAssembly {
  readonly userMessage: string;
  readonly recentActivity: string;
  readonly kbRecordsText: string;
  readonly conversationHistoryText: string;
  /** What the user did since their previous message. */
  readonly activitySinceLastChatMessage: string;
  /** What the conversation began with. */
  readonly firstQuestionText: string;
  /** What the local store knew of the session. */
  readonly sessionActivityLocal: string;
  /** What the memory provider knew of it. */
  readonly remoteLiveActivity: string;
  readonly conversationTurns: readonly ConversationTurn[];
  readonly kbRecords: readonly KnowledgeRecord[];
}

/** An assembly in which every part that is not given is empty. */
export function chatContextAssembly(parts: Partial<ChatContextAssembly> = {}): ChatContextAssembly {
  return {
    userMessage: "",
    recentActivity: "",
    kbRecordsText: "",
    conversationHistoryText: "",
    activitySinceLastChatMessage: "",
    firstQuestionText: "",
    sessionActivityLocal: "",
    remoteLiveActivity: "",
    conversationTurns: [],
    kbRecords: [],
    ...parts,
  };
}
