import type { Clock } from "../ports/clock.ts";
import type { StreamSink } from "./sink.ts";

/** Why the server ended a stream. */
export type EndCause = "age" | "auth";

export interface OpenStream {
  readonly productId: string;
  /** Public name of the key that opened it. */
  readonly keyId: string;
  readonly sink: StreamSink;
}

/** Streams to servers that are open in this process. */
export interface OpenStreams {
  /** False: the key has as many streams as it may have. Ends by itself with the sink. */
  add(stream: OpenStream): boolean;
  /** Whether another stream of this key would be accepted. */
  hasRoom(productId: string, keyId: string): boolean;
  /** Ends what a key opened. */
  endKey(productId: string, keyId: string): void;
  stop(): void;
}

interface Options {
  readonly clock: Clock;
  /** Streams end after this long, give or take a tenth, so that load spreads over servers and drains. */
  readonly maxAgeMs: number;
  readonly maxPerKey: number;
  readonly onEnd: (cause: EndCause) => void;
  /** From 0 up to, not including, 1. */
  readonly random?: () => number;
}

interface Held extends OpenStream {
  readonly endsAt: number;
}

/** One look at all streams instead of a timer for each. */
const LOOK_EVERY_MS = 1_000;

export function createOpenStreams({ clock, maxAgeMs, maxPerKey, onEnd, random = Math.random }: Options): OpenStreams {
  const byKey = new Map<string, Set<Held>>();

  const stopLooking = clock.every(LOOK_EVERY_MS, () => {
    const now = clock.now();
    for (const streams of byKey.values()) {
      for (const stream of streams) if (stream.endsAt <= now) end(stream, "age");
    }
  });

  function end({ sink }: Held, cause: EndCause): void {
    onEnd(cause);
    sink.end();
  }

  function hasRoom(productId: string, keyId: string): boolean {
    return (byKey.get(keyOf(productId, keyId))?.size ?? 0) < maxPerKey;
  }

  return {
    hasRoom,
    add(stream) {
      if (!hasRoom(stream.productId, stream.keyId)) return false;
      const key = keyOf(stream.productId, stream.keyId);
      const held: Held = { ...stream, endsAt: clock.now() + maxAgeMs * (0.9 + 0.2 * random()) };
      const streams = byKey.get(key) ?? new Set();
      byKey.set(key, streams.add(held));
      stream.sink.onClose(() => {
        streams.delete(held);
        if (streams.size === 0 && byKey.get(key) === streams) byKey.delete(key);
      });
      return true;
    },
    endKey(productId, keyId) {
      for (const stream of byKey.get(keyOf(productId, keyId)) ?? []) end(stream, "auth");
    },
    stop: stopLooking,
  };
}

function keyOf(productId: string, keyId: string): string {
  return `${productId}\u0000${keyId}`;
}
