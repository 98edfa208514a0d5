import { encodeRetry, formatPosition, isOpen, type Offer, parsePosition } from "@usher/core";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Clock } from "../ports/clock.ts";
import type { SessionRecord, Store, StoredFrame } from "../ports/store.ts";
import type { Product } from "../products/product.ts";
import type { Hub } from "../streams/hub.ts";
import { type StreamSink, toBytes } from "../streams/sink.ts";
import { bridgeTab } from "./tour-player.ts";

/** Offers for pages that do not use Usher's own SDK: each goes to one of the person's tabs, and outlives a lost connection. */
export interface OfferStreams {
  open(stream: OfferStream): Promise<void>;
  /** Sessions and people of a product that listen right now. */
  count(productId: string): { readonly users: number; readonly sessions: number };
  stop(): void;
}

export interface OfferStream {
  readonly product: Product;
  readonly session: SessionRecord;
  readonly generation: number;
  readonly sink: StreamSink;
  readonly lastEventId: string | undefined;
  readonly language: StreamLanguage;
}

/** How one bridge's clients want to be told. */
export interface StreamLanguage {
  readonly bridgeId: string;
  readonly retryMs: number;
  /** Sent first, after the retry time. */
  readonly greeting: string;
  readonly keepAlive: string;
  offer(offer: Offer, product: Product): SpokenEvent;
  /** The offer is over: remove it wherever it is visible. */
  withdraw(offerId: string, reason: string): SpokenEvent;
}

export interface SpokenEvent {
  readonly event: string;
  readonly data: unknown;
}

interface Dependencies {
  readonly hub: Pick<Hub, "subscribe">;
  readonly engine: Pick<SessionEngine, "apply" | "find">;
  readonly store: Pick<Store, "epoch" | "framesAfter">;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, "sse">;
  readonly heartbeatMs: number;
}

interface Tab extends OfferStream {
  /** The last offer written to it. */
  told: string | undefined;
}

/** A tab that lost its connection keeps its offer for so long: it reconnects sooner than that. */
const GRACE_MS = 8_000;
const LATEST_FRAMES = 300;

export function createOfferStreams(dependencies: Dependencies): OfferStreams {
  const { hub, engine, store, clock, metrics, heartbeatMs } = dependencies;
  const sessions = new Map<string, Set<Tab>>();
  /** Which tab shows a session's offer; null: the one that did is away. */
  const holders = new Map<string, { readonly offerId: string; readonly tab: Tab | null }>();

  const stopHeartbeat = clock.every(heartbeatMs, () => {
    for (const tabs of sessions.values()) for (const tab of tabs) tab.sink.write(toBytes(tab.language.keepAlive));
  });

  /** Gives the open offer to this tab, unless another one has it. */
  async function give(tab: Tab, offset: number): Promise<void> {
    const { product, session, language } = tab;
    const key = keyOf(session);
    const offer = (await engine.find(product.id, session.sessionId))?.snapshot.offer ?? null;
    if (offer === null || !isOpen(offer) || tab.sink.closed) return;
    const holder = holders.get(key);
    if (holder?.offerId === offer.id && holder.tab !== null && holder.tab !== tab) return;
    holders.set(key, { offerId: offer.id, tab });
    // All streams of a bridge are one tab to the engine: which of them it is is settled here.
    const { answer } = await engine.apply(product.id, session.sessionId, {
      type: "outcome",
      offerId: offer.id,
      report: "shown",
      tabId: bridgeTab(language.bridgeId),
    });
    if (answer?.type !== "ok") {
      if (holders.get(key)?.tab === tab) holders.delete(key);
      return;
    }
    tab.told = offer.id;
    write(tab, language.offer(offer, product), offset);
  }

  function write({ sink }: Tab, { event, data }: SpokenEvent, offset: number): void {
    const id = formatPosition({ epoch: store.epoch, offset });
    sink.write(toBytes(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`));
  }

  function onFrame(tab: Tab, { event, data, offset }: StoredFrame): void {
    if (event === "offer") void give(tab, offset).catch(() => tab.sink.end());
    if (event !== "withdraw") return;
    const { offer_id: offerId, reason } = JSON.parse(data) as { readonly offer_id: string; readonly reason: string };
    if (holders.get(keyOf(tab.session))?.offerId === offerId) holders.delete(keyOf(tab.session));
    if (tab.told !== offerId) return;
    tab.told = undefined;
    write(tab, tab.language.withdraw(offerId, reason), offset);
  }

  function left(tab: Tab): void {
    const key = keyOf(tab.session);
    const tabs = sessions.get(key);
    tabs?.delete(tab);
    if (tabs?.size === 0) sessions.delete(key);
    metrics.sse("bridge", -1);
    const holder = holders.get(key);
    if (holder?.tab !== tab) return;
    const away = { offerId: holder.offerId, tab: null };
    holders.set(key, away);
    clock.at(clock.now() + GRACE_MS, () => {
      if (holders.get(key) !== away) return;
      holders.delete(key);
      const [next] = sessions.get(key) ?? [];
      if (next !== undefined) void give(next, tab.session.snapshot.frameOffset).catch(() => next.sink.end());
    });
  }

  return {
    async open(stream) {
      const { product, session, generation, sink, language, lastEventId } = stream;
      const tab: Tab = { ...stream, told: undefined };
      const key = keyOf(session);
      sessions.set(key, (sessions.get(key) ?? new Set()).add(tab));
      metrics.sse("bridge", 1);
      sink.onClose(() => left(tab));
      sink.write(toBytes(encodeRetry(language.retryMs) + language.greeting));
      const where = { productId: product.id, sessionId: session.sessionId };
      const subscription = hub.subscribe({ ...where, generation, sink, onFrame: (frame) => onFrame(tab, frame) });
      const current = (await engine.find(where.productId, where.sessionId)) ?? session;
      const { frameOffset, offer } = current.snapshot;
      const position = parsePosition(lastEventId);
      const known = position?.epoch === store.epoch ? position.offset : undefined;
      const { frames } = await store.framesAfter(product.id, session.sessionId, known ?? frameOffset, LATEST_FRAMES);
      const isNews = known === undefined || frames.some((frame) => frame.event === "offer");
      const holder = holders.get(key);
      if (offer !== null && isOpen(offer)) {
        if (isNews) await give(tab, frameOffset);
        // It has the offer on screen already, from before the connection was lost.
        else if (holder?.tab === null) {
          tab.told = offer.id;
          holders.set(key, { offerId: offer.id, tab });
        }
      } else if (known !== undefined) {
        for (const frame of frames) {
          if (frame.event !== "withdraw") continue;
          const { offer_id: offerId, reason } = JSON.parse(frame.data) as { offer_id: string; reason: string };
          write(tab, language.withdraw(offerId, reason), frame.offset);
        }
      }
      subscription.release(frameOffset);
    },

    count(productId) {
      const tabs = [...sessions.values()].flatMap((set) => [...set]).filter(({ product }) => product.id === productId);
      return {
        users: new Set(tabs.map(({ session }) => session.subject)).size,
        sessions: new Set(tabs.map(({ session }) => session.sessionId)).size,
      };
    },

    stop() {
      stopHeartbeat();
      for (const tabs of [...sessions.values()]) for (const tab of [...tabs]) tab.sink.end();
    },
  };
}

function keyOf({ productId, sessionId }: SessionRecord): string {
  return `${productId}\u0000${sessionId}`;
}
