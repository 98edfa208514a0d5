import { CHAT_DECLINED, type ChatRequest } from "@usher/core";
import { type ChatStream, openChat } from "../chat/open-chat.tsx";
import type { ChatAdapter } from "../client/chat-adapter.ts";
import type { Emit } from "../client/usher-events.ts";
import type { TabMemory } from "../tabs/tab-memory.ts";
import type { Api } from "../transport/api.ts";
import type { Reporter } from "../transport/reporter.ts";
import { readReply } from "./chat-reply.ts";
import type { FollowUp } from "./follow-up.ts";
import type { TourRuns } from "./tour-runs.ts";

export interface ChatPanel {
  /**
   * Opens the chat on an offer, and asks once `accepted` settled: a chat that came first would withdraw the offer.
   * Calls `ready` right before the panel appears.
   */
  open(offerId: string, accepted: Promise<unknown>, ready: () => void): Promise<void>;
  /** Opens the chat that was open when this tab's page went away, unless that was too long ago. Leaves the focus. */
  resume(): void;
  /** Closes without telling the server, e.g. at shutdown. */
  stop(): void;
}

export interface ChatPanelOptions {
  /** Heading of the panel. */
  readonly chatTitle: string;
  /** A vendor's chat; the panel is then for when that does not work. */
  readonly chat: ChatAdapter | undefined;
  readonly api: Api;
  readonly reporter: Reporter;
  readonly memory: TabMemory;
  readonly emit: Emit;
  /** What a reply's "Show me" starts. */
  readonly tour: Pick<FollowUp<TourRuns>, "use">;
  newId(): string;
  root(): ShadowRoot;
  /** The panel left the screen for good. */
  onEnd(): void;
}

/** A chat untouched for longer is not brought back after a reload. */
const RESUME_WITHIN_MS = 600_000;
/** The question does not wait longer than this for the report that the offer was accepted. */
const ACCEPTED_WITHIN_MS = 4_000;

export function createChatPanel(options: ChatPanelOptions): ChatPanel {
  const { chatTitle, chat, api, reporter, memory, emit, tour, newId, root, onEnd } = options;
  let opened: { readonly close: () => void } | undefined;
  let opening: AbortController | undefined;

  /** Whether the vendor's chat took the conversation. */
  async function openVendor(offerId: string, accepted: Promise<unknown>, ready: () => void): Promise<boolean> {
    if (chat === undefined) return false;
    opening?.abort();
    const mine = new AbortController();
    opening = mine;
    try {
      await soon(accepted);
      if (!mine.signal.aborted) await chat.open(offerId, { ready, signal: mine.signal });
      emit("chat-opened", { offerId });
      return true;
    } catch (error) {
      if (mine.signal.aborted) return true;
      emit("error", { code: "chat_unavailable", message: String(error) });
      return false;
    }
  }

  function show(offerId: string, accepted: Promise<unknown>, resumed: boolean): void {
    opened?.close();
    const life = new AbortController();
    const { signal } = life;
    const closed: ChatRequest = { closed: true, offer_id: offerId };
    /** Asked, and not answered to the end. */
    let asked: { readonly message: string; readonly id: string } | undefined;
    remember(offerId);
    const panel = openChat({
      root: root(),
      title: chatTitle,
      takeFocus: !resumed,
      ask,
      onTour: startTour,
      onClose() {
        end();
        void reporter.report("/v1/chat", closed, { beacon: false });
      },
    });
    opened = {
      close() {
        life.abort();
        opened = undefined;
        panel.close();
      },
    };
    // A beacon cannot carry the token of a chat; a request that outlives the page can.
    window.addEventListener("pagehide", ({ persisted }) => persisted || void api.post("/v1/chat", () => closed), {
      signal,
    });
    emit("chat-opened", { offerId });

    async function* ask(message: string | undefined): ChatStream {
      await soon(accepted);
      if (signal.aborted) return;
      remember(offerId);
      // The same id after a failure: the server goes on with the reply it has begun.
      if (message !== asked?.message) asked = message === undefined ? undefined : { message, id: newId() };
      const body: ChatRequest = { offer_id: offerId, ...(asked && { message: asked.message, message_id: asked.id }) };
      for await (const event of readReply(() => api.open("/v1/chat", { body, signal }), signal)) {
        // The session of before the reload is over: there is nothing to go on with.
        if (event === "gone" && resumed) {
          panel.close();
          return end();
        }
        if (event === "gone") throw new Error("The chat answered 404.");
        if (event.event === "offer-answered") {
          const { choice, id, tour_id: tourId } = event.data;
          if (tourId !== undefined) return startTour(tourId);
          if (choice === "declined") yield { event: "message", data: { id, role: "assistant", text: CHAT_DECLINED } };
          continue;
        }
        if (event.event === "reply-done") asked = undefined;
        yield event;
      }
      asked = undefined;
    }

    /** The tour takes the panel's place. Until it is there the chat counts as open, or another offer would flash up. */
    function startTour(tourId: string): void {
      void reporter.report("/v1/chat", closed, { beacon: false });
      panel.close();
      leave();
      const settled = (): void => {
        // Another chat may have come meanwhile.
        if (opened === undefined) forgetChat();
      };
      void tour.use((runs) => runs.start(tourId, offerId, () => {})).then(settled, settled);
    }

    function end(): void {
      leave();
      forgetChat();
    }

    function leave(): void {
      life.abort();
      opened = undefined;
      emit("chat-closed", { offerId });
    }
  }

  /** No longer brought back after a reload, and no longer in the way of offers. */
  function forgetChat(): void {
    memory.chat.clear();
    onEnd();
  }

  function remember(offerId: string): void {
    memory.chat.write({ offerId, at: Date.now() });
  }

  return {
    async open(offerId, accepted, ready) {
      if (await openVendor(offerId, accepted, ready)) return;
      ready();
      show(offerId, accepted, false);
    },
    resume() {
      const before = memory.chat.read();
      if (before !== undefined && Date.now() - before.at < RESUME_WITHIN_MS) {
        return show(before.offerId, Promise.resolve(), true);
      }
      forgetChat();
    },
    stop() {
      opening?.abort();
      opened?.close();
    },
  };
}

function soon(accepted: Promise<unknown>): Promise<unknown> {
  return Promise.race([accepted, new Promise((late) => setTimeout(late, ACCEPTED_WITHIN_MS))]);
}
