import { encodeEvent, formatPosition } from "@usher/core";
import type { Clock } from "../ports/clock.ts";
import type { StoredFrame } from "../ports/store.ts";
import type { StreamHub } from "../ports/stream-hub.ts";
import { type StreamSink, toBytes } from "./sink.ts";

/** A client listening to a session. `after` is the offset it already has; nothing up to it is sent again. */
export interface Subscription {
  readonly productId: string;
  readonly sessionId: string;
  readonly generation: number;
  readonly sink: StreamSink;
  /** For streams that speak another language: called with every frame instead of writing it to the sink. */
  readonly onFrame?: (frame: StoredFrame) => void;
}

export interface Hub extends StreamHub {
  /** Frames published from now on are held back until `release`, so that history can be sent first without a gap. */
  subscribe(subscription: Subscription): { release(after: number): void };
  /** Ends the streams that were opened for an older identity of the session. */
  endOlder(productId: string, sessionId: string, generation: number): void;
  stop(): void;
  readonly connectionCount: number;
}

interface Listener extends Subscription {
  held: StoredFrame[] | undefined;
  after: number;
}

interface Options {
  readonly clock: Clock;
  readonly epoch: string;
  readonly heartbeatMs: number;
  /** Called when a session gets its first listener or loses its last. */
  readonly onPresence: (productId: string, sessionId: string, listening: boolean) => void;
}

/** Streams one session may have open; a browser needs one. The oldest makes way. */
const MAX_PER_SESSION = 8;

export function createHub({ clock, epoch, heartbeatMs, onPresence }: Options): Hub {
  const sessions = new Map<string, Set<Listener>>();
  let connectionCount = 0;

  const stopHeartbeat = clock.every(heartbeatMs, () => {
    const beat = toBytes(encodeEvent({ event: "heartbeat", data: { at: clock.now() } }));
    for (const listeners of sessions.values()) {
      for (const listener of listeners) if (listener.onFrame === undefined) listener.sink.write(beat);
    }
  });

  function remove(key: string, listener: Listener): void {
    const listeners = sessions.get(key);
    if (listeners?.delete(listener) !== true) return;
    connectionCount--;
    if (listeners.size > 0) return;
    sessions.delete(key);
    onPresence(listener.productId, listener.sessionId, false);
  }

  return {
    isListening: (productId, sessionId) => sessions.has(keyOf(productId, sessionId)),

    subscribe(subscription) {
      const key = keyOf(subscription.productId, subscription.sessionId);
      const listeners = sessions.get(key) ?? new Set();
      const listener: Listener = { ...subscription, held: [], after: 0 };
      const isFirst = listeners.size === 0;
      sessions.set(key, listeners.add(listener));
      connectionCount++;
      if (listeners.size > MAX_PER_SESSION) listeners.values().next().value?.sink.end();
      subscription.sink.onClose(() => remove(key, listener));
      if (isFirst && !subscription.sink.closed) onPresence(subscription.productId, subscription.sessionId, true);
      return {
        release(after) {
          const held = listener.held ?? [];
          listener.held = undefined;
          listener.after = after;
          for (const frame of held) send(listener, frame, toBytes(encodeFrame(epoch, frame)));
        },
      };
    },

    publish(productId, sessionId, frames) {
      const listeners = sessions.get(keyOf(productId, sessionId));
      if (listeners === undefined) return;
      for (const frame of frames) {
        const bytes = toBytes(encodeFrame(epoch, frame));
        for (const listener of listeners) {
          if (listener.held === undefined) send(listener, frame, bytes);
          else listener.held.push(frame);
        }
      }
    },

    endOlder(productId, sessionId, generation) {
      for (const listener of sessions.get(keyOf(productId, sessionId)) ?? []) {
        if (listener.generation < generation) listener.sink.end();
      }
    },

    stop() {
      stopHeartbeat();
      for (const listeners of sessions.values()) for (const listener of listeners) listener.sink.end();
    },

    get connectionCount() {
      return connectionCount;
    },
  };
}

function send(listener: Listener, frame: StoredFrame, bytes: Uint8Array): void {
  if (frame.offset <= listener.after) return;
  listener.after = frame.offset;
  if (listener.onFrame === undefined) listener.sink.write(bytes);
  else listener.onFrame(frame);
}

/** Stored data is already JSON text on one line. */
export function encodeFrame(epoch: string, frame: StoredFrame): string {
  const id = formatPosition({ epoch, offset: frame.offset });
  return `event: ${frame.event}\nid: ${id}\ndata: ${frame.data}\n\n`;
}

function keyOf(productId: string, sessionId: string): string {
  return `${productId}\u0000${sessionId}`;
}
