import type { ChatContextAssembly, ConversationTurn, KnowledgeRecord } from "./chat-context-assembly.ts";

const KB_HEADING = "Knowledge base excerpts:";

/** `role: content` lines under a heading; empty when no turn says anything. */
export function formatHistoryForPrompt(
  history: readonly ConversationTurn[],
  sectionHeader: string = "Prior conversation:",
): string {
  const lines = history.flatMap((turn) => {
    const content = trimmed(turn.content);
    return content === "" ? [] : [`${turn.role || "user"}: ${content}`];
  });
  return lines.length === 0 ? "" : [sectionHeader, ...lines].join("\n");
}

/** Excerpts, each under its title; those without text are left out, and without any the whole part is empty. */
export function formatKbRecordsForPrompt(records: readonly KnowledgeRecord[]): string {
  const excerpts = records.flatMap((record, position) => {
    const content = trimmed(record.content);
    return content === "" ? [] : [`--- ${recordTitle(record, position)} ---\n${content}`];
  });
  return excerpts.length === 0 ? "" : [KB_HEADING, ...excerpts].join("\n\n");
}

/** A record's title, or its position when it has none. */
export function recordTitle(record: KnowledgeRecord, position: number): string {
  return trimmed(record.title) || `Doc ${position + 1}`;
}

/** The user's message with everything that is known in front of it, as one text. */
export function buildUserPromptBlock(assembly: ChatContextAssembly): string {
  const history = assembly.conversationHistoryText.trim();
  const message = section("CURRENT USER MESSAGE", assembly.userMessage);
  return joinParts([...activityParts(assembly), history, assembly.kbRecordsText.trim(), message]);
}

/** What is known apart from the conversation: activity and knowledge. */
export function buildSelectedContext(assembly: ChatContextAssembly): string {
  return joinParts([...activityParts(assembly), assembly.kbRecordsText.trim()]);
}

function activityParts(assembly: ChatContextAssembly): string[] {
  const { activitySinceLastChatMessage: since, recentActivity: recent } = assembly;
  return [
    since.trim() && section("ACTIVITY SINCE YOUR LAST CHAT MESSAGE", since),
    recent.trim() && section("RECENT PRODUCT ACTIVITY", recent),
  ];
}

function section(heading: string, text: string): string {
  return `[${heading}]\n${text.trim()}`;
}

function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Trimmed text; what a provider sends that is not text counts as nothing. */
function trimmed(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
