/**
 * What the server needs of a vendor's chat. Vendors are pure but for the `fetch` they are lent; waiting, order, retries and
 * what the operator sees of failures are the runtime's (`bridges.ts`).
 */
export interface ServerBridge {
  /** As in the configuration: `bridges: { rasa: { … } }`. */
  readonly id: string;
  /** What is wrong with a product's options, by field. */
  check(options: BridgeOptions): readonly OptionProblem[];
  /** Puts one message of the copilot into a conversation. Never throws: what went wrong is the result. */
  post(message: BridgeMessage, options: BridgeOptions, io: BridgeIo): Promise<PostResult>;
}

export type BridgeOptions = Readonly<Record<string, unknown>>;

export interface OptionProblem {
  readonly path: string;
  readonly detail: string;
}

export interface BridgeMessage {
  /** The vendor's own id of the conversation. */
  readonly conversationId: string;
  /** Usher's text subset: paragraphs, numbered lists, bold. */
  readonly text: string;
}

export interface BridgeIo {
  readonly fetch: typeof fetch;
}

export type PostResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: UndeliverableCode;
      /** What happened and what to do about it, for the operator. Never holds a secret or what was to be said. */
      readonly detail: string;
      /** Whether the same once more may work. */
      readonly retryable: boolean;
    };

/**
 * Why a message is not in the vendor's chat: nobody answers there; it answered with an error; it wants other credentials;
 * no widget came up in time; too much is waiting already; the page saw nothing arrive.
 */
export type UndeliverableCode = "unreachable" | "refused" | "unauthorised" | "no_widget" | "queue_full" | "not_seen";
