import { UsherError } from "@usher/core";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { KeyRing } from "../products/key-ring.ts";
import { type Consumers, createConsumers } from "../streams/consumers.ts";
import { createHub, type Hub } from "../streams/hub.ts";
import { createOpenStreams, type OpenStreams } from "../streams/open-streams.ts";
import { createProductHub, type ProductHub } from "../streams/product-hub.ts";
import type { Base } from "./parts.ts";

interface Options {
  readonly keys: KeyRing;
  /** Told when pages begin and cease to listen. */
  readonly engine: () => SessionEngine;
  /** Default: its own. */
  readonly productHub: ProductHub | undefined;
}

interface ComposedStreams {
  /** To pages. */
  readonly hub: Hub;
  /** To servers. */
  readonly productHub: ProductHub;
  readonly openStreams: OpenStreams;
  readonly consumers: Consumers;
  /** No new streams, open ones end; who listens is no news from now on. */
  stop(): void;
}

/** Everything that is sent while it happens, to pages and to servers. */
export function composeStreams(base: Base, options: Options): ComposedStreams {
  const { config, store, clock, log, metrics, heartbeatMs } = base;
  let stopping = false;
  const hub = createHub({
    clock,
    epoch: store.epoch,
    heartbeatMs,
    onPresence(productId, sessionId, audience) {
      if (stopping) return;
      const input = { type: "presence", audience } as const;
      options
        .engine()
        .apply(productId, sessionId, input)
        .catch((error: unknown) => {
          // Its person was erased, which ended the stream.
          if (error instanceof UsherError && error.code === "session_unknown") return;
          log.error({ productId, sessionId, error: String(error) }, "presence failed");
        });
    },
  });
  const productHub = options.productHub ?? createProductHub({ clock, epoch: store.epoch, heartbeatMs });
  metrics.read("sse_queued_bytes", () => productHub.queuedBytes);
  const openStreams = createOpenStreams({
    clock,
    maxAgeMs: config.streams.maxAgeS * 1_000,
    maxPerKey: config.streams.maxPerKey,
    onEnd: metrics.sseDisconnect,
  });
  options.keys.onRevoked(({ productId, keyId }) => openStreams.endKey(productId, keyId));
  return {
    hub,
    productHub,
    openStreams,
    consumers: createConsumers({ log: store.stream, clock }),
    stop() {
      stopping = true;
      hub.stop();
      openStreams.stop();
      productHub.stop();
    },
  };
}
