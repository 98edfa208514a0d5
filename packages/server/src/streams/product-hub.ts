import type { Clock } from "../ports/clock.ts";
import type { StreamEntry } from "../ports/stream-log.ts";
import { entryText, HEARTBEAT, LAGGED } from "./product-frames.ts";
import { MAX_BEHIND_BYTES, MAX_BEHIND_FRAMES, type StreamSink, toBytes } from "./sink.ts";

/** Sends what is published in a product to everybody who reads it, in this process. */
export interface ProductHub {
  /** To be called once per entry, in the order of positions. */
  publish(entry: StreamEntry): void;
  /** The latest entries are kept from now on, so that history can be read from the log first, without a gap. */
  subscribe(subscription: Subscription): HubSubscription;
  /** Ends every stream; nothing is published afterwards. */
  stop(): void;
  readonly subscriberCount: number;
  /** Bytes written that readers have not taken. */
  readonly queuedBytes: number;
}

export interface Subscription {
  readonly productId: string;
  readonly sink: StreamSink;
  /** Called when the reader is cut because it is too slow. */
  readonly onLagged?: () => void;
}

export interface HubSubscription {
  /**
   * Goes live after this position. False: so much was published meanwhile that it must be read from the log first; read
   * on, and try again.
   */
  release(after: number): boolean;
}

interface Subscriber extends Subscription {
  /** Undefined while it reads history. */
  after: number | undefined;
}

interface Frame {
  readonly position: number;
  readonly bytes: Uint8Array;
}

interface Topic {
  readonly subscribers: Set<Subscriber>;
  /** The latest frames, for those who come back from history. */
  recent: Frame[];
  recentBytes: number;
  /** Position of the latest frame that is no longer in `recent`; 0 when none ever was. */
  forgotten: number;
  /** Frames of this turn of the event loop: written once, as one buffer. */
  pending: Frame[];
}

interface Options {
  readonly clock: Clock;
  readonly epoch: string;
  readonly heartbeatMs: number;
}

export function createProductHub({ clock, epoch, heartbeatMs }: Options): ProductHub {
  const topics = new Map<string, Topic>();
  let subscriberCount = 0;
  let stopped = false;

  const stopHeartbeat = clock.every(heartbeatMs, () => {
    for (const subscriber of everybody()) {
      if (subscriber.sink.isSlow) cut(subscriber);
      else subscriber.sink.write(HEARTBEAT, 0);
    }
  });

  function* everybody(): Generator<Subscriber> {
    for (const { subscribers } of topics.values()) yield* subscribers;
  }

  function remove(productId: string, subscriber: Subscriber): void {
    const topic = topics.get(productId);
    if (topic?.subscribers.delete(subscriber) !== true) return;
    subscriberCount--;
    if (topic.subscribers.size === 0) topics.delete(productId);
  }

  function flush(topic: Topic): void {
    const { pending, subscribers } = topic;
    topic.pending = [];
    const first = pending[0]?.position ?? 0;
    const last = pending.at(-1)?.position ?? 0;
    const all = joined(pending);
    for (const subscriber of subscribers) {
      const { after, sink } = subscriber;
      if (after === undefined || after >= last) continue;
      const rest = after < first ? pending : pending.filter(({ position }) => position > after);
      send(subscriber, rest === pending ? all : joined(rest), rest.length);
      if (!sink.closed) subscriber.after = last;
    }
  }

  function remember(topic: Topic, frame: Frame): void {
    topic.recent.push(frame);
    topic.recentBytes += frame.bytes.byteLength;
    while (topic.recent.length > MAX_BEHIND_FRAMES || topic.recentBytes > MAX_BEHIND_BYTES) {
      const oldest = topic.recent.shift() as Frame;
      topic.recentBytes -= oldest.bytes.byteLength;
      topic.forgotten = oldest.position;
    }
  }

  return {
    publish(entry) {
      const topic = topics.get(entry.productId);
      if (topic === undefined || stopped) return;
      const frame = { position: entry.position, bytes: toBytes(entryText(epoch, entry)) };
      remember(topic, frame);
      // What is committed together is published in one turn: one write for each reader instead of one per entry.
      if (topic.pending.push(frame) === 1) setImmediate(() => flush(topic));
    },

    subscribe(subscription) {
      const { productId, sink } = subscription;
      const topic: Topic = topics.get(productId) ?? {
        subscribers: new Set(),
        recent: [],
        recentBytes: 0,
        forgotten: 0,
        pending: [],
      };
      topics.set(productId, topic);
      const subscriber: Subscriber = { ...subscription, after: undefined };
      topic.subscribers.add(subscriber);
      subscriberCount++;
      if (stopped) sink.end();
      sink.onClose(() => remove(productId, subscriber));
      return {
        release(after) {
          if (topic.forgotten > after) return false;
          const missed = topic.recent.filter(({ position }) => position > after);
          subscriber.after = missed.at(-1)?.position ?? after;
          if (missed.length > 0) send(subscriber, joined(missed), missed.length);
          return true;
        },
      };
    },

    stop() {
      stopped = true;
      stopHeartbeat();
      for (const { sink } of everybody()) sink.end();
    },

    get subscriberCount() {
      return subscriberCount;
    },

    get queuedBytes() {
      let bytes = 0;
      for (const { sink } of everybody()) bytes += sink.queuedBytes;
      return bytes;
    },
  };
}

function send(subscriber: Subscriber, bytes: Uint8Array, frames: number): void {
  if (subscriber.sink.isSlow) cut(subscriber);
  else subscriber.sink.write(bytes, frames);
}

/** Nothing is lost: everything it was not sent is in the log, and it knows its last id. */
function cut({ sink, onLagged }: Subscriber): void {
  onLagged?.();
  sink.end(LAGGED);
}

function joined(frames: readonly Frame[]): Uint8Array {
  if (frames.length === 1) return (frames[0] as Frame).bytes;
  return Buffer.concat(frames.map(({ bytes }) => bytes));
}
