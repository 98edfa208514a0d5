import type { ChatAdapter } from "../client/chat-adapter.ts";
import { createRasaServer, type RasaServer } from "./rasa/rasa-server.ts";
import { watchUntil } from "./rasa/watch-until.ts";
import { readWidgetSession, type WidgetSession } from "./rasa/widget-session.ts";
import { type WebChatProps, wireWidget } from "./rasa/wire-widget.ts";

export type { WebChatProps } from "./rasa/wire-widget.ts";

/** Every option has a default. */
export interface RasaChatOptions {
  /** Where the widget keeps its session: its `params.storage`. Default: as the wired properties say, else `session`. */
  readonly storage?: "session" | "local";
  /** How long an accepted offer waits for the widget to be there, milliseconds. Default 4,000. */
  readonly waitMs?: number;
  /** How long the question may take to come up in the widget, milliseconds. Default 12,000: the widget itself waits up to 3 s. */
  readonly arriveMs?: number;
  /** The button that opens and closes the widget. Default: its own launcher. */
  readonly launcher?: string;
}

/** `rasa-webchat` as the chat that offers open. */
export interface RasaChat extends ChatAdapter {
  /**
   * To be put around what `WebChat.default` is given: `WebChat.default(chat.wire({ socketUrl, … }), null)`. Without it offers
   * still open the widget, but its greeting comes before them, and what the user writes is seen a moment later.
   */
  wire<Props extends WebChatProps>(props: Props): Props;
}

const LAUNCHER = ".rw-launcher, [class*=launcher]";
const LOOK_EVERY_MS = 1_000;

/**
 * The page's half of the bridge to Rasa: `Usher.init({ …, chat })`. It finds the socket's session by itself, waits for it when
 * the widget was never open, and tells the server when the user writes, so that nothing is offered beside a conversation.
 */
export function rasaChat(options: RasaChatOptions = {}): RasaChat {
  const { waitMs = 4_000, arriveMs = 12_000, launcher = LAUNCHER } = options;
  let storage = options.storage ?? "session";
  let server: RasaServer | undefined;
  let offering = false;
  let isWired = false;
  /** What the widget is doing because an offer told it to, not the user. */
  let byOffer = false;

  function session(): WidgetSession | undefined {
    return readWidgetSession(storage);
  }

  function tell(event: Parameters<RasaServer["tell"]>[0]): void {
    server?.tell(event, session()?.id);
  }

  function button(): HTMLElement | undefined {
    const found = [...document.querySelectorAll<HTMLElement>(launcher)];
    return found.find((element) => element.getClientRects().length > 0);
  }

  function isOpen(): boolean {
    return document.querySelector(".rw-conversation-container") !== null;
  }

  function toggle(): void {
    byOffer = true;
    button()?.click();
    byOffer = false;
  }

  /** For widgets that were not wired: what the user wrote shows in the storage. */
  function watchStorage(): () => void {
    let known = session();
    const timer = setInterval(() => {
      const now = session();
      if (now !== undefined && now.id !== known?.id) tell("ready");
      if (!isWired && now !== undefined) {
        if (now.userTurns > (known?.id === now.id ? known.userTurns : 0)) tell("user-message");
        if (known?.isOpen === true && !now.isOpen && !offering) tell("closed");
      }
      known = now;
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }

  return {
    wire(props) {
      isWired = true;
      storage = options.storage ?? props.params?.storage ?? "local";
      return wireWidget(props, {
        isOffering: () => offering,
        onUserMessage: () => tell("user-message"),
        onOpen: () => byOffer || tell("opened"),
        onClose: () => byOffer || tell("closed"),
      });
    },

    start(access) {
      server = createRasaServer(access);
      const stop = watchStorage();
      return () => {
        stop();
        server = undefined;
      };
    },

    async open(offerId, { ready, signal }) {
      const asked = server;
      if (asked === undefined) throw new Error("Usher is not running.");
      const waiting = new AbortController();
      const stopWaiting = (): void => waiting.abort();
      signal.addEventListener("abort", stopWaiting);
      const life = waiting.signal;
      offering = true;
      let opened = false;
      try {
        await watchUntil(button, { withinMs: waitMs, signal: life, missing: "The Rasa widget is not in the page." });
        if (!isOpen()) {
          toggle();
          opened = true;
        }
        ready();
        const before = session();
        const question = asked.open(offerId, before?.id, life);
        // The first time ever: the server holds the question until the widget has its session.
        if (before === undefined) {
          question.catch(() => {});
          const { id } = await watchUntil(session, {
            withinMs: waitMs,
            signal: life,
            missing: "The Rasa widget got no session.",
          });
          asked.tell("ready", id);
        }
        const text = await question;
        const times = (widget: WidgetSession | undefined): number =>
          widget?.said.filter((each) => lettersOf(each).includes(lettersOf(text))).length ?? 0;
        const known = times(before);
        const arrived = (): true | undefined => (times(session()) > known ? true : undefined);
        await watchUntil(arrived, { withinMs: arriveMs, signal: life, missing: "The question never came up." }).catch(
          (error: unknown) => {
            if (!signal.aborted) tell("undelivered");
            throw error;
          },
        );
      } catch (error) {
        if (opened && isOpen()) toggle();
        throw error;
      } finally {
        offering = false;
        waiting.abort();
        signal.removeEventListener("abort", stopWaiting);
      }
    },
  };
}

/** On its way a text may be escaped or laid out anew; its words stay. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}
