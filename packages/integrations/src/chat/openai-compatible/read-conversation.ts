import { isObject, type JsonObject, textOf } from "../../sources/body/json-values.ts";
import { cleanTurn } from "../text/clean-turn.ts";

export interface ConversationTurn {
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly id?: string;
}

export interface Conversation {
  /** Whose frames the client reads. */
  readonly protocol: "ui-message-stream" | "chat-completions";
  /** The client's id of the conversation, when it has one. */
  readonly id?: string;
  /** Oldest first, without empty ones, the last 50. System turns are left out: clients do not write Usher's rules. */
  readonly turns: readonly ConversationTurn[];
  /** What the client calls the model; only ever repeated. */
  readonly model?: string;
  /** Whether the answer is to be streamed. The AI SDK's always are. */
  readonly stream: boolean;
  readonly user?: string;
}

const MAX_TURNS = 50;
const MAX_WORD = 200;

/** A request of `useChat` or of an OpenAI client; undefined when it is neither. */
export function readConversation(body: JsonObject): Conversation | undefined {
  if (!Array.isArray(body.messages)) return undefined;
  const messages: readonly unknown[] = body.messages.slice(-MAX_TURNS);
  const isUi = messages.some((message) => isObject(message) && Array.isArray(message.parts));
  const protocol =
    isUi || (body.model === undefined && body.id !== undefined) ? "ui-message-stream" : "chat-completions";
  const id = word(body.id) ?? word(body.conversationId) ?? word(body.conversation_id);
  const model = word(body.model);
  const user = word(body.user);
  return {
    protocol,
    turns: messages.flatMap(readTurn),
    stream: protocol === "ui-message-stream" || body.stream === true,
    ...(id === undefined ? {} : { id }),
    ...(model === undefined ? {} : { model }),
    ...(user === undefined ? {} : { user }),
  };
}

/** Whether the last message is the user's and says nothing. */
export function endsEmpty(messages: readonly unknown[]): boolean {
  const last = messages.at(-1);
  return isObject(last) && last.role === "user" && readTurn(last).length === 0;
}

function readTurn(message: unknown): readonly ConversationTurn[] {
  if (!isObject(message) || (message.role !== "user" && message.role !== "assistant")) return [];
  const text = cleanTurn(textIn(message.parts) || textIn(message.content));
  // An empty turn never reaches a model.
  if (text === "") return [];
  const id = word(message.id);
  return [{ role: message.role, text, ...(id === undefined ? {} : { id }) }];
}

/** Text as it is, or the text parts of a list. Images, files and tools are not text. */
function textIn(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isObject(part) && part.type === "text" ? (textOf(part.text) ?? "") : "")).join("\n");
}

function word(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || text.length > MAX_WORD ? undefined : text;
}
