import type { EpochMs } from "@usher/core";
import { checkCount } from "../check-limit.ts";
import { sessionKey } from "../session-key.ts";
import { type ConversationLink, verifyLinkToken } from "./link-token.ts";

export interface ConversationLinksOptions {
  /**
   * When a conversation that has a session is linked to another one. Default `keep`: the first link stays. `move`: the
   * conversation goes on in the new session, as when a visit ended and the chat did not.
   */
  readonly onConflict?: "keep" | "move";
  /** Links remembered; the oldest goes first. Default 100,000. */
  readonly maxLinks?: number;
}

/** Which conversation belongs to which session. A session may have several conversations, and has a current one. */
export class ConversationLinks {
  readonly #onConflict: "keep" | "move";
  readonly #maxLinks: number;
  /** By conversation, in the order linked. */
  readonly #links = new Map<string, ConversationLink>();
  /** By session: the conversation linked last. */
  readonly #current = new Map<string, string>();

  /** Throws UsherError `option_invalid`, with the path. */
  constructor(options: ConversationLinksOptions = {}) {
    this.#onConflict = options.onConflict ?? "keep";
    this.#maxLinks = checkCount("maxLinks", options.maxLinks ?? 100_000, 1);
  }

  /** Links what the caller knows to belong together. `refused`: the conversation has another session. */
  link(link: ConversationLink): "linked" | "unchanged" | "refused" {
    const key = sessionKey(link.productId, link.conversationId);
    const known = this.#links.get(key);
    if (known?.sessionId === link.sessionId) return "unchanged";
    if (known && this.#onConflict === "keep") return "refused";
    if (known) this.unlink(known);
    this.#links.set(key, link);
    this.#current.set(sessionKey(link.productId, link.sessionId), link.conversationId);
    this.#forgetOldest();
    return "linked";
  }

  /** Links what a signed token states; `invalid` when it is not genuine, or no longer good. */
  linkByToken(
    token: string,
    options: { readonly secrets: readonly string[]; readonly now: EpochMs },
  ): "linked" | "unchanged" | "refused" | "invalid" {
    const link = verifyLinkToken(token, options);
    return link ? this.link(link) : "invalid";
  }

  /** The session of a conversation. */
  sessionOf(productId: string, conversationId: string): string | undefined {
    return this.#links.get(sessionKey(productId, conversationId))?.sessionId;
  }

  /** The conversation linked to a session last. */
  conversationOf(productId: string, sessionId: string): string | undefined {
    return this.#current.get(sessionKey(productId, sessionId));
  }

  unlink({ productId, conversationId }: Pick<ConversationLink, "productId" | "conversationId">): void {
    const key = sessionKey(productId, conversationId);
    const link = this.#links.get(key);
    if (!link) return;
    this.#links.delete(key);
    const session = sessionKey(productId, link.sessionId);
    if (this.#current.get(session) === conversationId) this.#current.delete(session);
  }

  #forgetOldest(): void {
    if (this.#links.size <= this.#maxLinks) return;
    const [oldest] = this.#links.values();
    if (oldest) this.unlink(oldest);
  }
}
