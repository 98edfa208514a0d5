import type { ChatRequest } from "@usher/core";
import { type ChatEvent, type ChatStream, openChat } from "../chat/open-chat.tsx";
import type { Emit } from "../client/usher-events.ts";
import type { Api } from "../transport/api.ts";
import type { Reporter } from "../transport/reporter.ts";

export interface ChatPanel {
  open(offerId: string): void;
  /** Closes without telling the server, e.g. at shutdown. */
  stop(): void;
}

export interface ChatPanelOptions {
  /** Heading of the panel. */
  readonly chatTitle: string;
  readonly api: Api;
  readonly reporter: Reporter;
  readonly emit: Emit;
  root(): ShadowRoot;
}

export function createChatPanel({ chatTitle, api, reporter, emit, root }: ChatPanelOptions): ChatPanel {
  let opened: { readonly close: () => void } | undefined;

  function open(offerId: string): void {
    opened?.close();
    const answers = new AbortController();
    function end(): void {
      answers.abort();
      opened = undefined;
    }
    const panel = openChat({
      root: root(),
      title: chatTitle,
      ask: (message) => ask({ offer_id: offerId, ...(message === undefined ? {} : { message }) }, answers.signal),
      onClose() {
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
    const answer = await api.open("/v1/chat", { body, signal });
    if (!answer?.ok) throw new Error(`The chat answered ${answer?.status ?? "nothing"}.`);
    for await (const { event, data } of answer.events()) yield { event, data } as ChatEvent;
  }

  return { open, stop: () => opened?.close() };
}
