import { type EngineRules, type Grounding, howToFromPath, matchAnyPage, type Offer, type Trigger } from "@usher/core";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { ChatMessageRecord, SessionRecord, Store } from "../ports/store.ts";
import { groundedReply, type ReplyPiece } from "./grounded-reply.ts";

/** The "Open chat" half of an offer, and questions asked afterwards. */
export interface Chat {
  /** What opens the conversation, kept as its first message; undefined when there is no offer to speak of. */
  openWith(session: SessionRecord, offer: Offer | undefined): Promise<ChatMessageRecord | undefined>;
  /** Answers the user's message, or the offer itself when there is none. Finished replies are kept. */
  answer(request: ChatQuestion): AsyncIterable<ReplyPiece>;
}

export interface ChatQuestion {
  readonly session: SessionRecord;
  readonly rules: EngineRules;
  readonly offer: Offer | undefined;
  readonly message: string | undefined;
  readonly replyId: string;
  readonly signal: AbortSignal;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly model: LanguageModel | undefined;
  readonly createId: (prefix: string) => string;
  /** Called when the how-to answered in the place of a model. */
  readonly onFallback?: () => void;
}

const HISTORY_MESSAGES = 20;
const CONTEXT_ACTIONS = 50;
const NOTHING_KNOWN = "I have no instructions for this page yet, so I would only be guessing.";

export function createChat({ store, clock, log, model, createId, onFallback }: Dependencies): Chat {
  return {
    async openWith(session, offer) {
      if (offer === undefined) return undefined;
      const messageId = `${offer.id}.question`;
      const history = await store.chatHistory(session.productId, session.sessionId, HISTORY_MESSAGES);
      const before = history.find((message) => message.messageId === messageId);
      if (before !== undefined) return before;
      const question = record(session, { messageId, offerId: offer.id, role: "assistant", text: offer.body });
      await keep(question);
      return question;
    },

    async *answer({ session, rules, offer, message, replyId, signal }) {
      const { productId, sessionId } = session;
      const offerId = offer?.id ?? null;
      const actions = await store.recentActions(productId, sessionId, CONTEXT_ACTIONS);
      const history = await store.chatHistory(productId, sessionId, HISTORY_MESSAGES);
      const trigger = subjectOf(rules, offer, actions.findLast((action) => action.url !== "")?.url);
      const asked = message ?? "Yes, walk me through it.";
      if (message !== undefined) {
        await keep(record(session, { messageId: createId("m"), offerId, role: "user", text: message }));
      }
      const grounding: Grounding = {
        howTo: trigger === undefined ? NOTHING_KNOWN : howToFromPath(trigger.howTo),
        actions,
        ...(offer === undefined ? {} : { question: offer.body }),
      };
      const messages = [
        ...history.map(({ role, text }) => ({ role, content: text })),
        { role: "user" as const, content: asked },
      ];
      let text = "";
      for await (const piece of groundedReply({
        grounding,
        messages,
        model: trigger === undefined ? undefined : model,
        log,
        signal,
      })) {
        if (piece.type === "delta") text += piece.text;
        else if (piece.type === "replace") text = piece.text;
        else await keep(record(session, { messageId: replyId, offerId, role: "assistant", text }));
        if (piece.type === "done" && piece.source === "how_to" && model !== undefined) onFallback?.();
        yield piece;
      }
    },
  };

  /** Somebody may have been erased while they were answered: nothing they said comes back. */
  async function keep(message: ChatMessageRecord): Promise<void> {
    if ((await store.findSession(message.productId, message.sessionId)) === undefined) return;
    await store.appendChat([message]);
  }

  function record(
    { productId, sessionId }: SessionRecord,
    message: Pick<ChatMessageRecord, "messageId" | "offerId" | "role" | "text">,
  ): ChatMessageRecord {
    return { productId, sessionId, ...message, at: clock.now() };
  }
}

/** What the conversation is about: the offer's trigger, else one whose page the user is on. */
function subjectOf(rules: EngineRules, offer: Offer | undefined, url: string | undefined): Trigger | undefined {
  if (offer !== undefined) return rules.triggers.find((trigger) => trigger.id === offer.triggerId);
  return url === undefined ? undefined : rules.triggers.find((trigger) => matchAnyPage(trigger.page, url));
}
