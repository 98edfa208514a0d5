import type { ServerAccess } from "./server-access.ts";

/**
 * A vendor's chat in the place of Usher's own panel. Adapters are entries of their own (`@usher/browser/bridges/rasa`), so
 * that pages without one load nothing of them.
 */
export interface ChatAdapter {
  /** Called whenever Usher starts in the page; returns how to stop. Must not throw. */
  start(access: ServerAccess): () => void;
  /**
   * Opens the chat on an accepted offer. Resolves once the offer's question was seen to arrive; rejects when it cannot:
   * Usher's own panel then opens in its place.
   */
  open(offerId: string, options: ChatOpening): Promise<void>;
}

export interface ChatOpening {
  /** To be called as soon as the chat is on screen: the offer's card then goes. */
  ready(): void;
  /** The user no longer wants it, or Usher stops. */
  readonly signal: AbortSignal;
}
