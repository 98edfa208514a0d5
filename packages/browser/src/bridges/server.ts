import type { ChatAdapter } from "../client/chat-adapter.ts";
import type { ServerAccess } from "../client/server-access.ts";

/** Every option has a default. */
export interface ServerChatOptions {
  /**
   * Brings the vendor's widget on screen, e.g. `() => Intercom("show")`. A bot that was asked (Dify) has answered by then.
   * Default: it is there already.
   */
  readonly onShow?: (opened: ServerChatOpened) => void;
  /** Which of the product's bridges, when it has several, e.g. `"tidio"`. Default: the only one. */
  readonly bridge?: string;
  /** Writes a message into a widget that only its page can write into, e.g. `tidioChatApi.messageFromOperator`. */
  readonly write?: (text: string) => void;
  /** The product's id. Needed for `tell` alone. */
  readonly product?: string;
}

/** What the server says of an offer that opened. */
export interface ServerChatOpened {
  readonly bridge: string;
  /** What the offer asked. */
  readonly question: string;
  /** What the vendor's bot said at once, and the tour it named, for a page that shows the conversation itself. */
  readonly reply?: { readonly text: string; readonly tour_id?: string };
  readonly conversation_id?: string;
}

/** What happens in a widget that tells nobody but its page. */
export interface ServerChatNews {
  readonly type: "user_message" | "human_joined" | "human_left" | "conversation_started" | "conversation_ended";
  /** What the user wrote: it may answer the offer. */
  readonly text?: string;
  /** The message's own id; the same message told twice counts once. */
  readonly message_id?: string;
}

export interface ServerChat extends ChatAdapter {
  /**
   * Says which of the vendor's conversations is this user's, e.g. `chat.link($crisp.get("session:identifier"))`: vendors whose
   * webhooks name no user are matched by it. May be called before Usher starts. Never rejects.
   */
  link(conversationId: string): Promise<void>;
  /**
   * `fetch` with the session's token, for a chat of your own that asks the server itself, e.g. as `fetch` of the AI SDK's
   * transport. Rejects for any address but the server's.
   */
  readonly fetch: typeof fetch;
  /** Says what happened in the widget; the steps are written when the user took up the chat in words. Never rejects. */
  tell(news: ServerChatNews): Promise<void>;
}

interface Opened extends ServerChatOpened {
  readonly messages?: readonly { readonly text: string }[];
}

/** So long the question stands alone: two bubbles at once read as noise. */
const FOLLOW_UP_AFTER_MS = 600;

/**
 * A vendor's chat that the server writes into, as the chat that offers open: `Usher.init({ …, chat: serverChat() })`. It says
 * which offer was accepted; when the question cannot be delivered, Usher's own panel opens. With `write` the page carries
 * the server's words into the widget.
 */
export function serverChat(options: ServerChatOptions = {}): ServerChat {
  const { onShow, bridge, write, product } = options;
  let access: ServerAccess | undefined;
  let conversation: string | undefined;
  /** The session that the conversation was last linked to: a page outlives its sessions. */
  let linkedTo: string | undefined;

  async function linkNow(): Promise<void> {
    const conversationId = conversation;
    const pass = await access?.pass();
    if (conversationId === undefined || pass === undefined || linkedTo === pass.sessionId) return;
    await post("/sessions/link", { conversation_id: conversationId, ...(bridge && { bridge }) });
    if (conversation === conversationId) linkedTo = pass.sessionId;
  }

  let linking: Promise<void> = Promise.resolve();

  /** One after the other. What the server refused is in its log, and is tried again with the next offer. */
  function tryToLink(): Promise<void> {
    linking = linking.then(linkNow).catch(() => {});
    return linking;
  }

  async function post<Reply>(path: string, body: object, signal?: AbortSignal): Promise<Reply> {
    const pass = await access?.pass();
    if (access === undefined || pass === undefined) throw new Error("Usher is not running.");
    const response = await access.fetch(`${access.host}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${pass.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      ...(signal && { signal }),
    });
    if (!response.ok) throw new Error(`The vendor's chat could not be asked (${response.status}).`);
    return (await response.json()) as Reply;
  }

  function ask(path: "open" | "answer", offerId: string, signal?: AbortSignal): Promise<Opened> {
    return post(`/bridge/${path}`, { offer_id: offerId, ...(bridge && { bridge }) }, signal);
  }

  async function writeSteps(offerId: string): Promise<void> {
    const { messages = [] } = await ask("answer", offerId);
    for (const { text } of messages) write?.(text);
  }

  return {
    start(given) {
      access = given;
      void tryToLink();
      return () => {
        access = undefined;
      };
    },

    link(conversationId) {
      if (conversationId !== conversation) linkedTo = undefined;
      conversation = conversationId;
      return tryToLink();
    },

    async open(offerId, { ready, signal }) {
      await tryToLink();
      const opened = await ask("open", offerId, signal);
      const { messages = [] } = opened;
      if (messages.length > 0 && write === undefined)
        throw new Error("Only the page can write into this chat: give write.");
      onShow?.(opened);
      for (const { text } of messages) write?.(text);
      ready();
      if (messages.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, FOLLOW_UP_AFTER_MS));
      // The question is there: without the steps the conversation goes on all the same.
      await writeSteps(offerId).catch(() => {});
    },

    async fetch(input, init) {
      const pass = await access?.pass();
      if (access === undefined || pass === undefined) throw new Error("Usher is not running.");
      const address = input instanceof Request ? input.url : String(input);
      if (!address.startsWith(`${access.host}/`)) throw new Error("The session's token is for Usher's server alone.");
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${pass.token}`);
      return access.fetch(input, { ...init, headers, credentials: "omit" });
    },

    async tell(news) {
      const path = `/bridge/${encodeURIComponent(bridge ?? "")}/webhook/${encodeURIComponent(product ?? "")}`;
      try {
        const { answered } = await post<{ answered?: { offer_id: string; choice: string } }>(path, news);
        if (answered?.choice === "chat") await writeSteps(answered.offer_id);
      } catch {
        // The page goes on; what the server refused is in its log.
      }
    },
  };
}
