import { assembleRagChatContext, formatRagSystemPrompt } from "@usher/core/documented";
import type { ChatMemory } from "../chat/chat-memory.ts";
import type { ChatPipeline } from "../chat/chat-pipeline.ts";
import type { Clock } from "../clock.ts";
import type { Llm } from "../llm.ts";
import { withDeadline } from "../with-deadline.ts";

export interface AnswerParts {
  readonly pipeline: ChatPipeline;
  readonly memory: ChatMemory;
  readonly llm: Llm | undefined;
  readonly prompt: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly onFailure: (cause: unknown) => void;
}

export interface Answer {
  readonly reply: string;
  /** `activity`: no model answered, and the reply is what is known. */
  readonly origin: "model" | "activity";
}

const NOTHING_KNOWN = "There is no recent activity to go by.";

/** Answers one user's question from what they did lately. Without a model that answers, says what is known instead. */
export async function answerQuestion(parts: AnswerParts, userId: string, question: string): Promise<Answer> {
  const { pipeline, memory, llm, clock } = parts;
  const activity = pipeline.userIndex.getUserActivity(userId);
  const fallback: Answer = { reply: activity || NOTHING_KNOWN, origin: "activity" };
  if (!llm) return fallback;
  const conversationId = conversationOf(userId);
  const [session] = pipeline.userIndex.getRecentSessions(userId);
  const { assembly } = await assembleRagChatContext(
    {
      productId: session?.productId ?? "",
      integrationConfig: {},
      conversationId,
      userMessage: question,
      email: "",
      sessionId: session?.sessionId ?? null,
    },
    {
      sessionActivityLocal: async () => activity,
      // Activity is told by the pipeline, for all the user's sessions; of the memory, only the turns are wanted.
      memory: { liveActivity: async () => "", conversationTurns: (query) => memory.conversationTurns(query) },
    },
  );
  const prompt = formatRagSystemPrompt(parts.prompt, quoteParts(assembly), quoted(question));
  try {
    const answer = await withDeadline(clock, parts.timeoutMs, "the model", (signal) => llm(prompt, { signal }));
    const reply = typeof answer === "string" ? answer.trim() : "";
    if (reply === "") return fallback;
    memory.addTurn(conversationId, { role: "user", content: question });
    memory.addTurn(conversationId, { role: "assistant", content: reply });
    return { reply, origin: "model" };
  } catch (cause) {
    parts.onFailure(cause);
    return fallback;
  }
}

/** The conversation in which a user's questions are remembered. */
export function conversationOf(userId: string): string {
  return `copilot:${userId}`;
}

function quoteParts<T extends object>(assembly: T): T {
  const entries = Object.entries(assembly).map(([name, part]) => [
    name,
    typeof part === "string" ? quoted(part) : part,
  ]);
  return Object.fromEntries(entries) as T;
}

/** Text of a page or a user must not be able to end the quotation it stands in. */
function quoted(text: string): string {
  return text.replaceAll("<<<", "«").replaceAll(">>>", "»");
}
