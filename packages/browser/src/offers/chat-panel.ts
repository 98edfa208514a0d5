import type { ChatRequest } from "@usher/core";
import type { Emit } from "../client/usher-events.ts";
import type { ChatEvent, ChatStream } from "../surfaces.ts";
import type { Api } from "../transport/api.ts";
import type { Reporter } from "../transport/reporter.ts";
import type { Stage } from "./stage.ts";

export interface ChatPanel {
  open(offerId: string): Promise<void>;
  /** Closes without telling the server, e.g. at shutdown. */
  stop(): void;
}

export interface ChatPanelOptions {
  /** Heading of the panel. */
  readonly chatTitle: string;
  readonly api: Api;
  readonly reporter: Reporter;
  readonly stage: Stage;
  readonly emit: Emit;
}

export function createChatPanel({ chatTitle, api, reporter, stage, emit }: ChatPanelOptions): ChatPanel {
  let opened: { readonly close: () => void } | undefined;
  let generation = 0;

  async function open(offerId: string): Promise<void> {
    opened?.close();
    const mine = ++generation;
    const answers = new AbortController();
    const { openChat, root } = await stage.load("chat");
    if (mine !== generation) return;
    let over = false;
    function end(): void {
      over = true;
      answers.abort();
      opened = undefined;
    }
    const panel = openChat({
      root: root(),
      title: chatTitle,
      ask: (message) => ask({ offer_id: offerId, ...(message === undefined ? {} : { message }) }, answers.signal),
      onClose() {
        if (over) return;
        end();
        void reporter.report("/v1/chat", { closed: true, offer_id: offerId } satisfies ChatRequest, { beacon: false });
        emit("chat-closed", { offerId });
      },
    });
    opened = {
      close() {
        end();
        panel.close();
      },
    };
    emit("chat-opened", { offerId });
  }

  async function* ask(body: ChatRequest, signal: AbortSignal): ChatStream {
    const opened = await api.open("/v1/chat", { body, signal });
    if (!opened.ok) throw new Error(`The chat answered ${opened.status}.`);
    for await (const { event, data } of opened.events()) yield { event, data } as ChatEvent;
  }

  return {
    open,
    stop() {
      generation++;
      opened?.close();
    },
  };
}
