import { scrubText } from "../capture/scrub-text.ts";
import type { ChatAdapter } from "../client/chat-adapter.ts";
import { dressSettings, type InkeepView } from "./inkeep/dress-settings.ts";
import { createInkeepServer, type InkeepServer } from "./inkeep/inkeep-server.ts";
import type { InkeepFunctions, InkeepSettings } from "./inkeep/inkeep-settings.ts";
import { mountInkeep } from "./inkeep/mount-inkeep.ts";
import { createWidgetLine } from "./inkeep/widget-line.ts";

export type { InkeepView } from "./inkeep/dress-settings.ts";
export type { InkeepFunctions, InkeepSettings } from "./inkeep/inkeep-settings.ts";
export type { InkeepWidget } from "./inkeep/mount-inkeep.ts";

/** Every option has a default. */
export interface InkeepChatOptions {
  /** Brings the chat on screen when an offer opens it. Not needed where it always is. */
  readonly onShow?: () => void;
  /** What the chat opens with, from the offer's words. Default: those words. */
  readonly opener?: (question: string) => string;
  /** What is asked in the user's name when the offer opens a chat in which a conversation goes on already. */
  readonly followUp?: (question: string) => string;
  /** How long an accepted offer waits for the widget to be there, milliseconds. Default 4,000. */
  readonly waitMs?: number;
}

/** Inkeep's embedded chat as the chat that offers open: `Usher.init({ …, chat })`. */
export interface InkeepChat extends ChatAdapter {
  /** The host's settings for the widget with what Usher adds right now. */
  settings<Own extends InkeepSettings>(own: Own): Own;
  /** What Usher adds right now. A new object whenever it changes; `key` changes when the widget is to be mounted anew. */
  view(): InkeepView;
  /** Calls back after every change; returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Asks in the user's name; waits until the widget is there. Empty text is nothing. */
  ask(text: string): void;
  /** The widget is in the page. Returns how to say that it is gone, and its conversation with it. */
  attach(): () => void;
  /** The user opened or closed the chat, where it is not always on screen. */
  shown(isShown: boolean): void;
  /**
   * For pages without React: mounts the widget, updates it and mounts it anew as needed. Returns how to take it away.
   * `mount` is given settings and puts the widget into the page, e.g. `(settings) => Inkeep.EmbeddedChat("#chat", settings)`.
   */
  mount<Own extends InkeepSettings>(own: Own, mount: Parameters<typeof mountInkeep<Own>>[2]): () => void;
}

const WAIT_MS = 4_000;
/** As many as may wait for the widget at once. */
const MAX_ASKED = 20;
/** Older than this, what is known is asked for again when the user begins to write. */
const FRESH_MS = 15_000;

export function inkeepChat(options: InkeepChatOptions = {}): InkeepChat {
  const { onShow, opener = asItIs, followUp = helpWith, waitMs = WAIT_MS } = options;
  const listeners = new Set<() => void>();
  const line = createWidgetLine(waitMs);
  let view: InkeepView = { key: 0, opener: undefined, question: undefined, context: "" };
  let server: InkeepServer | undefined;
  /** What the model was told when the conversation began; undefined: nothing was said yet. */
  let told: string | undefined;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  /** Asked in the user's name: not the user's own answer to an offer. */
  let asked: readonly string[] = [];
  let attachedCount = 0;
  let isShown = false;
  /** What the server knows of that. */
  let saidShown = false;

  function change(next: Partial<InkeepView>): void {
    view = { ...view, ...next };
    for (const listener of [...listeners]) listener();
  }

  function ask(text: string): void {
    asked = [...asked, scrubText(text.trim())].slice(-MAX_ASKED);
    line.ask(text);
  }

  /** What the user wrote, unless it was asked in their name. */
  function ownWords(said: string | undefined): string | undefined {
    const at = said === undefined ? -1 : asked.indexOf(said);
    asked = asked.filter((_, index) => index !== at);
    return at === -1 ? said : undefined;
  }

  async function refresh(): Promise<void> {
    if (server === undefined || performance.now() - fetchedAt < FRESH_MS) return;
    fetchedAt = performance.now();
    const context = await server.context();
    if (context !== "") change({ context });
  }

  const hooks = {
    onEvent(name: string, said: string | undefined): void {
      if (name === "user_message_submitted") {
        told ??= view.context;
        server?.tell("user-message", ownWords(said));
      }
      if (name === "chat_clear_button_clicked") told = undefined;
    },
    onInput(message: string): void {
      if (message.trim() !== "") void refresh();
    },
    onFunctions(key: number, given: InkeepFunctions | null): void {
      // A widget that is being replaced says so after its successor came.
      if (key !== view.key) return;
      line.connect(given ?? undefined);
    },
    news: (): string => (told === undefined || told === view.context ? "" : view.context),
  };

  const chat: InkeepChat = {
    start(access) {
      server = createInkeepServer(access);
      return () => {
        server = undefined;
      };
    },

    async open(offerId, { ready, signal }) {
      if (server === undefined) throw new Error("Usher is not running.");
      const { question, context } = await server.open(offerId, signal);
      fetchedAt = performance.now();
      isShown = true;
      saidShown = true;
      const isGoingOn = told !== undefined;
      if (isGoingOn) {
        change({ question, context });
      } else {
        // Nothing is lost by mounting anew, and a widget that is there already takes its first words only then.
        line.connect(undefined);
        change({ key: view.key + 1, opener: opener(question), question, context });
      }
      onShow?.();
      await line.untilThere(signal);
      ready();
      if (isGoingOn) ask(followUp(question));
    },

    settings: (own) => dressSettings(own, view, hooks),
    view: () => view,

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    ask,

    attach() {
      attachedCount++;
      return () => {
        attachedCount--;
        // React's StrictMode takes everything away for a moment; what is back at once was never gone.
        setTimeout(() => {
          if (attachedCount > 0) return;
          line.connect(undefined);
          told = undefined;
          // The next chat is another one, about something else.
          change({ opener: undefined, question: undefined });
        });
      };
    },

    shown(next) {
      isShown = next;
      setTimeout(() => {
        if (isShown === saidShown) return;
        saidShown = isShown;
        server?.tell(isShown ? "opened" : "closed");
      });
      if (next) void refresh();
    },

    mount: (own, mount) => mountInkeep(chat, own, mount),
  };
  return chat;
}

function asItIs(question: string): string {
  return question;
}

function helpWith(question: string): string {
  return `Please help me with this: ${question}`;
}
