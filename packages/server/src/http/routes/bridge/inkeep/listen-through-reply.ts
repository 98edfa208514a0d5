import type { SessionRecord } from "../../../../ports/store.ts";
import type { Hub } from "../../../../streams/hub.ts";
import type { StreamSink } from "../../../../streams/sink.ts";

/**
 * Whoever is about to read a reply is an audience: an offer that is made meanwhile reaches somebody, even when the page's
 * stream is blocked. Returns what ends it.
 */
export function listenThroughReply(
  hub: Pick<Hub, "subscribe">,
  { productId, sessionId, generation }: SessionRecord,
): () => void {
  const sink = replySink();
  hub.subscribe({ productId, sessionId, generation, sink });
  return () => sink.end();
}

/** A stream nobody reads from: the reply says what is live. */
function replySink(): StreamSink {
  const listeners: (() => void)[] = [];
  let closed = false;
  return {
    write() {},
    end() {
      if (closed) return;
      closed = true;
      for (const listener of listeners) listener();
    },
    drained: () => Promise.resolve(),
    onClose(listener) {
      if (closed) listener();
      else listeners.push(listener);
    },
    get closed() {
      return closed;
    },
    isSlow: false,
    queuedBytes: 0,
  };
}
