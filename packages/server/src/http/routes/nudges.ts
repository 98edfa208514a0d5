import {
  encodeEvent,
  encodeRetry,
  formatPosition,
  isOpen,
  type NudgeFrames,
  parsePosition,
  resumeFrom,
  type StreamPosition,
} from "@usher/core";
import type { Hono } from "hono";
import { offerToWire } from "../../engine/offer-to-wire.ts";
import type { SessionRecord } from "../../ports/store.ts";
import { encodeFrame } from "../../streams/hub.ts";
import { STREAM_HEADERS, type StreamSink, toBytes } from "../../streams/sink.ts";
import { authoriseSession } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { openSink } from "../open-sink.ts";

/** Frames replayed to one client at most; one that is further behind takes the live state instead. */
const MAX_REPLAY = 300;

/** `GET /v1/nudges`: what is offered to this session, as it happens and without gaps. */
export function nudgesRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { hub, engine, store, clock, isStopping, metrics } = dependencies;

  app.get("/v1/nudges", async (context) => {
    const { product, session, claims } = await authoriseSession(context, dependencies);
    if (context.req.method === "HEAD") return new Response(null, { headers: STREAM_HEADERS });
    const position = parsePosition(context.req.header("last-event-id"));
    const { sink, response } = openSink(context);
    // A client that is not wanted now comes back later; an error status would make some never return.
    if (isStopping()) {
      sink.write(toBytes(encodeRetry(15_000)));
      sink.end();
      return response;
    }
    metrics.sse("nudges", 1);
    sink.onClose(() => metrics.sse("nudges", -1));
    // Between 2 and 6 s, so that clients that lost one server do not all return in the same instant.
    sink.write(toBytes(encodeRetry(2_000 + (clock.now() % 4_000))));
    // Listen first, then read history: what is published in between is held back, neither lost nor repeated.
    const subscription = hub.subscribe({
      productId: product.id,
      sessionId: session.sessionId,
      generation: claims.generation,
      sink,
    });
    try {
      const after = await catchUp(sink, position, session);
      subscription.release(after);
    } catch (error) {
      sink.end();
      throw error;
    }
    const cancel = clock.at(claims.expiresAtS * 1_000, () => {
      metrics.sseDisconnect("auth");
      sink.end();
    });
    sink.onClose(cancel);
    return response;
  });

  /** Sends `ready` and whatever the client missed; returns the offset it now has. */
  async function catchUp(
    sink: StreamSink,
    position: StreamPosition | undefined,
    known: SessionRecord,
  ): Promise<number> {
    const { productId, sessionId } = known;
    const { frames, oldest } = await store.framesAfter(productId, sessionId, position?.offset ?? 0, MAX_REPLAY);
    const session = (await engine.find(productId, sessionId)) ?? known;
    const head = session.snapshot.frameOffset;
    const resume = resumeFrom(position, { epoch: store.epoch, offset: head, oldest });
    if (position !== undefined) metrics.sseResume(resume.type === "replay" ? "full" : "reset");
    const replayed = resume.type === "replay" ? frames.filter((frame) => frame.offset <= head) : [];
    const { offer, tour } = session.snapshot;
    const ready: NudgeFrames["ready"] = {
      session_id: sessionId,
      resumed: resume.type === "replay",
      offer: offer !== null && isOpen(offer) ? offerToWire(offer) : null,
      ...(tour?.playedIn === null ? { tour: { tour_id: tour.tourId, run_id: tour.runId } } : {}),
    };
    const reached = resume.type === "replay" ? (replayed.at(-1)?.offset ?? resume.after) : head;
    const start = resume.type === "replay" ? resume.after : head;
    const id = formatPosition({ epoch: store.epoch, offset: start });
    sink.write(toBytes(encodeEvent({ event: "ready", id, data: ready })));
    for (const frame of replayed) sink.write(toBytes(encodeFrame(store.epoch, frame)));
    return reached;
  }
}
