import {
  CHAT_ACCEPTED,
  CHAT_NOTHING_KNOWN,
  CHAT_SHOW_ME,
  documentExtract,
  type EngineRules,
  type GoldenPath,
  matchAnyPage,
  type Offer,
  replyContext,
  scrubText,
  summarise,
} from "@usher/core";
import type { KnowledgeEntry } from "@usher/core/knowledge";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { ChatMessageRecord, SessionRecord, Store } from "../ports/store.ts";
import type { ChatSettings } from "./chat-settings.ts";
import { groundedReply, type Instead, type ReplyPiece, type ShowMe } from "./grounded-reply.ts";
import { createReplyBudget } from "./reply-budget.ts";
import { replyGround } from "./reply-ground.ts";
import {
  documentsForQuestion,
  howToOf,
  pathsForQuestion,
  rememberedInWords,
  type SearchKnowledge,
} from "./reply-knowledge.ts";
import { createRunningReplies } from "./running-replies.ts";

/** The "Open chat" half of an offer, and questions asked afterwards. */
export interface Chat {
  /** What opens the conversation, kept as its first message; undefined when there is no offer to speak of. */
  openWith(session: SessionRecord, offer: Offer | undefined): Promise<ChatMessageRecord | undefined>;
  /**
   * Answers the user's message, or the offer itself when there is none. Finished replies are kept; asked again for the
   * same offer or message it repeats the reply, or reads on in the one that is being written.
   */
  answer(request: ChatQuestion): AsyncIterable<ReplyPiece>;
  /** Under which id the answer is kept. */
  replyId(request: Pick<ChatQuestion, "offer" | "message" | "messageId" | "replyId">): string;
  /** A reply of this session, finished or not; undefined when there is none. */
  findReply(session: SessionRecord, replyId: string): Promise<StoredReply | undefined>;
}

export interface StoredReply {
  readonly text: string;
  readonly isDone: boolean;
}

export interface ChatQuestion {
  readonly session: SessionRecord;
  readonly rules: EngineRules;
  readonly offer: Offer | undefined;
  readonly message: string | undefined;
  /** The asker's own id of the message. */
  readonly messageId?: string | undefined;
  /** For a message without an id of its own. */
  readonly replyId: string;
  /** Aborted when the answer cannot wait for a model any more; the how-to answers then. */
  readonly signal: AbortSignal;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly model: LanguageModel | undefined;
  readonly createId: (prefix: string) => string;
  readonly settingsOf: (productId: string) => ChatSettings;
  /** Asked when the user says something of their own. */
  readonly search: SearchKnowledge;
  /** Called when the how-to or a document answered in the place of a model. */
  readonly onFallback?: (cause: "chat" | "chat_budget") => void;
}

const HISTORY_MESSAGES = 20;
/** Where an earlier reply is looked for. */
const RESUME_MESSAGES = 50;
const HISTORY_CHARS = 6_000;
const CONTEXT_ACTIONS = 50;
/** Told one by one; those before are summed up. */
const TOLD_ACTIONS = 12;

export function createChat(dependencies: Dependencies): Chat {
  const { store, clock, log, model, createId, settingsOf, search, onFallback } = dependencies;
  const running = createRunningReplies<ReplyPiece>();
  const budget = createReplyBudget(clock.now, log);

  async function* write(question: ChatQuestion, id: string): AsyncIterable<ReplyPiece> {
    const { session, rules, offer, message, messageId, signal } = question;
    const { productId, sessionId, subject } = session;
    const offerId = offer?.id ?? null;
    const learning = Promise.all([
      pathsForQuestion(search, productId, message, rules.paths),
      documentsForQuestion(search, productId, message),
      rememberedInWords(store.memories, session, rules.paths, clock.now()),
    ]);
    const actions = await store.recentActions(productId, sessionId, CONTEXT_ACTIONS);
    const history = await store.chatHistory(productId, sessionId, RESUME_MESSAGES);
    const [{ answering, related }, documents, memory] = await learning;
    const here = pathOf(rules, offer, actions.findLast(({ url }) => url !== "")?.url);
    // A question that fits the path at hand as well as any other is about that one.
    const subjects = answering.length === 0 || answering.some(({ id }) => id === here[0]?.id) ? here : answering;
    const isCovered = answering.length > 0 || here.some(({ id }) => related.has(id));
    const settings = settingsOf(productId);
    const howTo = howToOf(subjects);
    const instead = insteadOf(howTo, isCovered ? [] : documents, settings);
    // What only a document answers is not what the tour of the page shows.
    const tour = instead.source === "document" ? {} : tourOf(rules, offer, subjects);
    const before = history.find((one) => one.messageId === id);
    if (before !== undefined) {
      yield { type: "delta", text: before.text };
      yield { type: "done", source: "stored", ...tour };
      return;
    }
    if (message !== undefined && !history.some((one) => one.messageId === messageId)) {
      await keep(record(session, { messageId: messageId ?? createId("m"), offerId, role: "user", text: message }));
    }
    const asked = scrubText(message ?? CHAT_ACCEPTED);
    const earlier = latestWithin(history.slice(-HISTORY_MESSAGES), HISTORY_CHARS).filter(
      (one) => one.messageId !== messageId,
    );
    const context = replyContext({
      howTo,
      pathId: subjects.length === 0 ? null : subjects.map((path) => path.id).join("+"),
      documents,
      sessionId,
      actions,
      ...(memory === undefined ? {} : { memory }),
      ...(actions.length <= TOLD_ACTIONS
        ? {}
        : { summary: summarise(undefined, actions.slice(0, -TOLD_ACTIONS)).text }),
      ...(offer === undefined ? {} : { offer }),
    });
    log.debug({ sessionId, replyId: id, parts: context.parts }, "reply context");
    const messages = [
      ...earlier.map(({ role, text }) => ({ role, content: text })),
      { role: "user" as const, content: asked },
    ];
    const chars = context.text.length + messages.reduce((sum, { content }) => sum + content.length, 0);
    const usable = subjects.length === 0 && documents.length === 0 ? undefined : model;
    const refusal = usable && budget.take({ productId, sessionId, subject }, settings);
    if (refusal !== undefined) log.warn({ productId, sessionId, reason: refusal }, "reply budget used up");
    const ground = replyGround({
      paths: subjects,
      howTo,
      documents,
      actions,
      allowLinks: settings.allowLinks,
      said: [
        ...(offer === undefined ? [] : [offer.body]),
        ...earlier.filter(({ role }) => role === "user").map(({ text }) => text),
        asked,
      ],
    });
    let text = "";
    for await (const piece of groundedReply({
      ground,
      instead,
      prompt: { system: context.text, messages },
      model: refusal === undefined ? usable : undefined,
      log,
      signal,
    })) {
      if (piece.type === "delta") text += piece.text;
      else if (piece.type === "replace") text = piece.text;
      else await keep(record(session, { messageId: id, offerId, role: "assistant", text }));
      if (piece.type !== "done") {
        yield piece;
        continue;
      }
      if (usable !== undefined && refusal === undefined) budget.spend(productId, chars + text.length, settings);
      if (piece.source === instead.source && model !== undefined)
        onFallback?.(refusal === undefined ? "chat" : "chat_budget");
      yield { ...piece, ...tour };
    }
  }

  return {
    async openWith(session, offer) {
      if (offer === undefined) return undefined;
      const messageId = `${offer.id}.question`;
      const history = await store.chatHistory(session.productId, session.sessionId, RESUME_MESSAGES);
      const before = history.find((message) => message.messageId === messageId);
      if (before !== undefined) return before;
      const question = record(session, { messageId, offerId: offer.id, role: "assistant", text: offer.body });
      await keep(question);
      return question;
    },

    replyId,

    answer(question) {
      const id = replyId(question);
      return running.follow(keyOf(question.session, id), () => write(question, id));
    },

    async findReply(session, id) {
      const pieces = running.soFar(keyOf(session, id));
      if (pieces !== undefined) return { text: textOf(pieces), isDone: false };
      const history = await store.chatHistory(session.productId, session.sessionId, RESUME_MESSAGES);
      const found = history.find(({ messageId, role }) => messageId === id && role === "assistant");
      return found === undefined ? undefined : { text: found.text, isDone: true };
    },
  };

  /** Somebody may have been erased while they were answered: nothing they said comes back. */
  async function keep(message: ChatMessageRecord): Promise<void> {
    if ((await store.findSession(message.productId, message.sessionId)) === undefined) return;
    await store.appendChat([message]);
  }

  /** What is kept holds no addresses, tokens and card numbers. */
  function record(
    { productId, sessionId }: SessionRecord,
    message: Pick<ChatMessageRecord, "messageId" | "offerId" | "role" | "text">,
  ): ChatMessageRecord {
    return { productId, sessionId, ...message, text: scrubText(message.text), at: clock.now() };
  }
}

/** One reply per opened offer, and per message that has an id. */
function replyId({ offer, message, messageId, replyId: other }: Parameters<Chat["replyId"]>[0]): string {
  if (message === undefined) return offer === undefined ? other : `${offer.id}.reply`;
  return messageId === undefined ? other : `${messageId}.reply`;
}

/** What the conversation is about: the path of the offer's trigger, else of one whose page the user is on. */
function pathOf(rules: EngineRules, offer: Offer | undefined, url: string | undefined): readonly GoldenPath[] {
  const trigger = rules.triggers.find(({ id, page }) =>
    offer === undefined ? url !== undefined && matchAnyPage(page, url) : id === offer.triggerId,
  );
  return trigger === undefined ? [] : [trigger.howTo];
}

/** What is said without a model: a document where no path fits the question, else the steps. */
function insteadOf(howTo: string, documents: readonly KnowledgeEntry[], { allowLinks }: ChatSettings): Instead {
  for (const document of documents) {
    const text = documentExtract(document, allowLinks);
    if (text !== undefined) return { text, source: "document" };
  }
  return { text: howTo === "" ? CHAT_NOTHING_KNOWN : howTo, source: "how_to" };
}

/** The tour of the path that fits best. */
function tourOf(rules: EngineRules, offer: Offer | undefined, [path]: readonly GoldenPath[]): { tour?: ShowMe } {
  if (path === undefined || !rules.tours.has(path.id)) return {};
  const label = offer?.options.find(({ kind }) => kind === "tour")?.label ?? CHAT_SHOW_ME;
  return { tour: { id: path.id, label } };
}

/** The latest turns that fit. */
function latestWithin(history: readonly ChatMessageRecord[], maxChars: number): readonly ChatMessageRecord[] {
  let left = maxChars;
  const start = history.findLastIndex(({ text }) => {
    left -= text.length;
    return left < 0;
  });
  return history.slice(start + 1);
}

function textOf(pieces: readonly ReplyPiece[]): string {
  return pieces.reduce((text, piece) => {
    if (piece.type === "done") return text;
    return piece.type === "replace" ? piece.text : text + piece.text;
  }, "");
}

function keyOf({ productId, sessionId }: SessionRecord, id: string): string {
  return `${productId}\u0000${sessionId}\u0000${id}`;
}
