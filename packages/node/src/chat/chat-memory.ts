import type { ChatMemoryProvider, ContextStore, UserSessionIndex } from "@usher/core/documented";
import { checkCount } from "../check-limit.ts";

export interface ChatTurn {
  readonly role: "user" | "assistant";
  readonly content: string;
}

export interface ChatMemoryOptions {
  /** Where a session's activity is found. */
  readonly contextStore: ContextStore;
  /** With it, activity covers all the user's recent sessions. */
  readonly userIndex?: UserSessionIndex;
  /** Turns kept for each conversation, the latest. Default 20. */
  readonly maxTurns?: number;
  /** Conversations kept; the one silent for longest goes first. Default 10,000. */
  readonly maxConversations?: number;
}

/** Remembers conversations in memory, and tells them and the user's activity to whoever assembles an answer. */
export class ChatMemory implements ChatMemoryProvider {
  readonly #options: ChatMemoryOptions;
  readonly #maxTurns: number;
  readonly #maxConversations: number;
  /** In the order of last news. */
  readonly #conversations = new Map<string, readonly ChatTurn[]>();

  /** Throws UsherError `option_invalid`, with the path. */
  constructor(options: ChatMemoryOptions) {
    this.#options = options;
    this.#maxTurns = checkCount("maxTurns", options.maxTurns ?? 20, 1);
    this.#maxConversations = checkCount("maxConversations", options.maxConversations ?? 10_000, 1);
  }

  addTurn(conversationId: string, turn: ChatTurn): void {
    const turns = [...(this.#conversations.get(conversationId) ?? []), turn].slice(-this.#maxTurns);
    this.#conversations.delete(conversationId);
    this.#conversations.set(conversationId, turns);
    if (this.#conversations.size <= this.#maxConversations) return;
    const [silent] = this.#conversations.keys();
    if (silent !== undefined) this.#conversations.delete(silent);
  }

  forget(conversationId: string): void {
    this.#conversations.delete(conversationId);
  }

  async liveActivity(query: { readonly sessionId: string; readonly userId: string }): Promise<string> {
    const { contextStore, userIndex } = this.#options;
    return userIndex?.getUserActivity(query.userId) || contextStore.get(query.sessionId);
  }

  async conversationTurns(query: { readonly conversationId: string }): Promise<readonly ChatTurn[]> {
    return this.#conversations.get(query.conversationId) ?? [];
  }
}
