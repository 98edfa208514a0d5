import { type EngineInput, SECOND_MS, UsherError } from "@usher/core";
import {
  type BridgeFailure,
  type BridgeTarget,
  type ChatBridge,
  type Chip,
  findChatBridge,
  type PageDelivery,
} from "@usher/integrations/chat";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Clock } from "../ports/clock.ts";
import type { SessionRecord, Store } from "../ports/store.ts";
import type { Product } from "../products/product.ts";
import type { BridgeSettings, Delivered, Undelivered } from "./bridge.ts";
import { splitBridgeSettings } from "./bridge-settings.ts";
import { nodeBridgeIo } from "./node-bridge-io.ts";
import { sendAgain } from "./send-again.ts";
import { isAsked, isPageDelivered, isServerDelivered } from "./server-delivered.ts";
import { NOT_FOUND, undelivered } from "./undelivered.ts";
import { createWaitingLine } from "./waiting-line.ts";

/** What happens in a vendor's chat, as its page adapter or the vendor tells. */
export type ConversationNews =
  | "opened"
  | "closed"
  | "user-message"
  | "human-joined"
  | "human-left"
  /** A message that the vendor took never came up in the page. */
  | "undelivered";

/** Between Usher's sessions and the conversations of vendors' chats. */
export interface Bridges {
  /** What the configuration says of a product's bridge; undefined when it has none of that name. */
  settings(product: Product, bridgeId: string): BridgeSettings | undefined;
  /**
   * The widget of this session is there and says which conversation is its own; what waited for it is delivered. `conflict`
   * when the conversation belongs to somebody else: nobody may speak into a stranger's chat.
   */
  connect(
    session: SessionRecord,
    bridgeId: string,
    conversationId: string,
    /** The vendor's own id of the person, for vendors that address people. */
    contactId?: string,
  ): Promise<"connected" | "conflict">;
  /** The conversation is over: what is said next begins another one. */
  disconnect(session: SessionRecord, bridgeId: string, conversationId: string): void;
  /** Whose conversation it is. */
  sessionOf(productId: string, conversationId: string): Promise<SessionRecord | undefined>;
  /** Says something in the session's conversation; waits for its widget first. Failures are in the ledger, too. */
  deliver(delivery: Delivery): Promise<Delivered>;
  /** Something happened in the session's conversation: its state follows. */
  heard(session: SessionRecord, bridgeId: string, news: ConversationNews): Promise<void>;
  /** How long a page waits for a vendor, in milliseconds: after this its own panel answers. */
  readonly patienceMs: number;
  stop(): void;
}

export interface Delivery {
  readonly product: Product;
  readonly session: SessionRecord;
  readonly bridgeId: string;
  /** The same whenever the same message is delivered. */
  readonly messageId: string;
  readonly text: string;
  /** Replies one click away; left out where the vendor has none. */
  readonly chips?: readonly Chip[];
  /** Aborted when nobody wants it any more; what is on its way still arrives. */
  readonly signal: AbortSignal;
  /** How long a vendor that is busy may be asked again, in milliseconds. Default: as long as a page waits. */
  readonly patienceMs?: number;
}

/** What bridges reach vendors with, and how long they wait. */
export interface BridgeParts {
  readonly fetch?: typeof fetch;
  /** How long a message waits for its widget; default 120,000. */
  readonly waitMs?: number;
  /** How long a page waits for a vendor; default 5,000. */
  readonly patienceMs?: number;
  /** The longest a vendor may take for one request; default: what its bridge says. */
  readonly answerWithinMs?: number;
}

interface Dependencies extends BridgeParts {
  readonly store: Pick<Store, "activity">;
  readonly engine: Pick<SessionEngine, "apply" | "find" | "describe">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Somebody looks at a page meanwhile. */
const PATIENCE_MS: number = 5 * SECOND_MS;

const NEWS: Readonly<Record<ConversationNews, (bridge: string) => EngineInput>> = {
  opened: () => ({ type: "chat-opened" }),
  closed: () => ({ type: "chat-closed" }),
  "user-message": () => ({ type: "chat-message" }),
  "human-joined": (bridge) => ({ type: "conversation", bridge, event: "human-joined" }),
  "human-left": (bridge) => ({ type: "conversation", bridge, event: "human-left" }),
  undelivered: (bridge) => ({ type: "conversation", bridge, event: "undeliverable", code: "not_seen" }),
};

export function createBridges(dependencies: Dependencies): Bridges {
  const { store, engine, clock, log, metrics, fetch: given, waitMs, answerWithinMs } = dependencies;
  const { patienceMs = PATIENCE_MS } = dependencies;
  const io = nodeBridgeIo(clock, given ?? fetch, answerWithinMs);
  const waiting = createWaitingLine({ clock, ...(waitMs === undefined ? {} : { ttlMs: waitMs }) });
  /** The latest conversation of a session with a live widget. */
  const conversations: BoundedMap<string> = createBoundedMap(20_000);
  /** The vendor's ids of the people in them. */
  const contacts: BoundedMap<string> = createBoundedMap(20_000);
  /** Messages to one conversation keep their order. */
  const tails = new Map<string, Promise<unknown>>();

  async function send(delivery: Delivery): Promise<Delivered> {
    const { product, session, bridgeId, messageId, text, chips } = delivery;
    const bridge = findChatBridge(bridgeId);
    const settings = product.bridges?.[bridgeId];
    if (bridge === undefined || settings === undefined) {
      const detail = `The product has no bridge "${bridgeId}": add it to bridges in the configuration.`;
      return { ok: false, code: "bridge_unknown", detail, retryable: false };
    }
    const key = keyOf(session, bridgeId);
    const { options } = splitBridgeSettings(settings);
    const place = isPageDelivered(bridge) ? "" : await placeOf(bridge, delivery);
    if (typeof place !== "string") return place;
    const target = { ...targetOf(session, bridgeId), ...(place === "" ? {} : { conversationId: place }) };
    const hasChips = chips !== undefined && chips.length > 0;
    const forPage: PageDelivery[] = [];
    const toPage = async (_sessionId: string, part: PageDelivery): Promise<boolean> => forPage.push(part) > 0;
    const message = { id: messageId, target, text, ...(hasChips ? { chips } : {}) };
    const result = await bridge.post(message, options, { ...io, toPage });
    if (!result.ok) {
      const isOver = result.code === "conversation_not_found" || result.code === "conversation_closed";
      if (isOver) conversations.delete(key);
      return undelivered(result);
    }
    const { conversationId, reply } = result;
    if (conversationId !== undefined && conversationId !== place) await connect(session, bridgeId, conversationId);
    return { ok: true, shown: { forPage, ...(conversationId && { conversationId }), ...(reply && { reply }) } };
  }

  /** Where a message goes: the vendor's conversation, empty for a bot that begins one when it is asked, or why nowhere. */
  async function placeOf(bridge: ChatBridge, delivery: Delivery): Promise<string | Undelivered> {
    const { session, bridgeId, signal } = delivery;
    const key = keyOf(session, bridgeId);
    const known = conversations.get(key) ?? (await begin(bridge, delivery));
    if (known !== undefined) return typeof known === "string" ? known : undelivered(known);
    const waited = await waiting.wait(key, signal);
    return waited.type === "found" ? waited.conversationId : NOT_FOUND[waited.type];
  }

  /**
   * A conversation for vendors that are reached from here: the one the session had before this process began, or a new one.
   * Undefined when only the widget can begin one.
   */
  async function begin(
    bridge: ChatBridge,
    { product, session, bridgeId }: Delivery,
  ): Promise<string | BridgeFailure | undefined> {
    const settings = product.bridges?.[bridgeId];
    if (settings === undefined || !(isServerDelivered(bridgeId) || isAsked(bridgeId))) return undefined;
    const { productId, sessionId } = session;
    // Which bridge a kept link belongs to is known when there is one.
    const isOnly = Object.keys(product.bridges ?? {}).length === 1;
    const kept = isOnly ? await store.activity.conversationOf(productId, sessionId) : undefined;
    if (isAsked(bridgeId)) return kept?.conversationId ?? "";
    const target = {
      ...targetOf(session, bridgeId),
      ...(kept === undefined ? {} : { conversationId: kept.conversationId }),
    };
    const opened = await bridge.open(target, splitBridgeSettings(settings).options, io);
    if (!opened.ok) return opened.code === "not_ready" ? undefined : opened;
    await connect(session, bridgeId, opened.conversationId, opened.contactId);
    return opened.conversationId;
  }

  function targetOf(session: SessionRecord, bridgeId: string): BridgeTarget {
    const contactId = contacts.get(keyOf(session, bridgeId));
    return {
      sessionId: session.sessionId,
      ...(session.userId === null ? {} : { userId: session.userId }),
      ...(session.email === null ? {} : { email: session.email }),
      ...(contactId === undefined ? {} : { contactId }),
    };
  }

  async function connect(
    session: SessionRecord,
    bridgeId: string,
    conversationId: string,
    contactId?: string,
  ): Promise<"connected" | "conflict"> {
    const { productId, sessionId } = session;
    const linked = await store.activity.findConversation(productId, conversationId);
    if (linked !== undefined && linked.sessionId !== sessionId) {
      const other = await engine.find(productId, linked.sessionId);
      // The same browser takes its conversation along into its next session.
      if (other !== undefined && other.visitorId !== session.visitorId) return "conflict";
    }
    if (linked?.sessionId !== sessionId) {
      await store.activity.linkConversation({ productId, conversationId, sessionId, linkedAt: clock.now() });
      await engine.describe(productId, sessionId, { conversationId });
    }
    const key = keyOf(session, bridgeId);
    conversations.set(key, conversationId);
    if (contactId !== undefined) contacts.set(key, contactId);
    waiting.found(key, conversationId);
    return "connected";
  }

  /** A failure that the operator can find: where the session's decisions are, in the log, and in the metrics. */
  async function record(session: SessionRecord, bridgeId: string, result: Delivered): Promise<void> {
    metrics.bridge(bridgeId, result.ok ? "delivered" : result.code);
    if (result.ok) return;
    const { productId, sessionId } = session;
    log.warn({ productId, sessionId, bridge: bridgeId, code: result.code, detail: result.detail }, "undeliverable");
    await tell(session, { type: "conversation", bridge: bridgeId, event: "undeliverable", code: result.code });
  }

  async function tell({ productId, sessionId }: SessionRecord, input: EngineInput): Promise<void> {
    try {
      await engine.apply(productId, sessionId, input);
    } catch (error) {
      // Its person was erased meanwhile.
      if (!(error instanceof UsherError && error.code === "session_unknown")) throw error;
    }
  }

  return {
    settings: (product, bridgeId) => product.bridges?.[bridgeId],

    connect,

    disconnect(session, bridgeId, conversationId) {
      const key = keyOf(session, bridgeId);
      if (conversations.get(key) === conversationId) conversations.delete(key);
    },

    async sessionOf(productId, conversationId) {
      const link = await store.activity.findConversation(productId, conversationId);
      return link === undefined ? undefined : engine.find(productId, link.sessionId);
    },

    async deliver(delivery) {
      const { session, bridgeId } = delivery;
      const key = keyOf(session, bridgeId);
      const before = tails.get(key) ?? Promise.resolve();
      const { signal } = delivery;
      const patience = { clock, signal, patienceMs: delivery.patienceMs ?? patienceMs };
      const sending = before.then(() => sendAgain(() => send(delivery), patience));
      const tail: Promise<void> = sending.then(
        () => {},
        () => {},
      );
      tails.set(key, tail);
      const result = await sending.finally(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      await record(session, bridgeId, result);
      return result;
    },

    async heard(session, bridgeId, news) {
      if (news === "undelivered") metrics.bridge(bridgeId, "not_seen");
      await tell(session, NEWS[news](bridgeId));
    },

    patienceMs,

    stop: () => waiting.stop(),
  };
}

function keyOf({ productId, sessionId }: SessionRecord, bridgeId: string): string {
  return `${productId}\u0000${sessionId}\u0000${bridgeId}`;
}
