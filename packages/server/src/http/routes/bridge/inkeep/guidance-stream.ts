import { encodeEvent, encodeRetry, formatPosition, isOpen, parsePosition, resumeFrom, UsherError } from "@usher/core";
import type { Hono } from "hono";
import { SEEN_BY_GUIDANCE } from "../../../../bridges/tour-player.ts";
import { offerToWire } from "../../../../engine/offer-to-wire.ts";
import type { SessionRecord, StoredFrame } from "../../../../ports/store.ts";
import { STREAM_HEADERS, toBytes } from "../../../../streams/sink.ts";
import { authoriseBridge, type BridgeCaller } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { openSink } from "../../../open-sink.ts";
import { namedSession } from "./named-session.ts";
import { translateNudges } from "./translate-nudges.ts";

/** A server's stream ends after this long; it reconnects and has missed nothing. */
const SERVER_STREAM_MS = 900_000;
const MAX_REPLAY = 300;

/**
 * `GET /bridge/inkeep/guidance/stream/:session_id`: `ready` at once, then `guidance_offer`, `guidance_start`,
 * `guidance_withdraw` and `heartbeat`. A client that connects later gets the live offer, one that resumes what it missed.
 * Whoever listens shows what it is told of.
 */
export function guidanceStreamRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { hub, engine, store, clock, isStopping, metrics, heartbeatS, log } = dependencies;
  const beat = toBytes(encodeEvent({ event: "heartbeat", data: {} }));

  app.get("/bridge/inkeep/guidance/stream/:session_id", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "context:read", ticket: true });
    const session = await namedSession(caller, dependencies, context.req.param("session_id"));
    if (context.req.method === "HEAD") return new Response(null, { headers: STREAM_HEADERS });
    const position = parsePosition(context.req.header("last-event-id") ?? context.req.query("last_event_id"));
    const { sink, response } = openSink(context);
    // An EventSource that is refused with an error status never returns; told to wait, it does.
    if (isStopping()) {
      sink.end(toBytes(encodeRetry(15_000)));
      return response;
    }
    metrics.sse("nudges", 1);
    sink.onClose(() => metrics.sse("nudges", -1));
    sink.onClose(clock.at(endOf(caller), () => sink.end()));
    sink.onClose(clock.every(heartbeatS * 1_000, () => sink.write(beat)));

    const { productId, sessionId, generation } = session;
    const known = session.snapshot.offer;
    const translate = translateNudges({
      product: caller.product,
      sessionId,
      offer: known === null ? null : offerToWire(known),
      now: clock.now,
      onOffer: (made) => seen(session, made.id),
    });
    function say(frame: Pick<StoredFrame, "event" | "data" | "offset">): void {
      const said = translate(frame);
      const id = formatPosition({ epoch: store.epoch, offset: frame.offset });
      if (said !== undefined) sink.write(toBytes(encodeEvent({ ...said, id })));
    }

    // Listen first, then read history: what is published in between is held back, neither lost nor repeated.
    const subscription = hub.subscribe({ productId, sessionId, generation, sink, onFrame: say });
    try {
      const { frames, oldest } = await store.framesAfter(productId, sessionId, position?.offset ?? 0, MAX_REPLAY);
      const { offer, frameOffset: head } = ((await engine.find(productId, sessionId)) ?? session).snapshot;
      const live = offer !== null && isOpen(offer) ? offer : null;
      const resume = resumeFrom(position, { epoch: store.epoch, offset: head, oldest });
      const start = resume.type === "replay" ? resume.after : head;
      const id = formatPosition({ epoch: store.epoch, offset: start });
      sink.write(toBytes(encodeRetry(2_000 + (clock.now() % 4_000)) + encodeEvent({ event: "ready", id, data: {} })));
      const missed = resume.type === "replay" ? frames.filter(({ offset }) => offset <= head) : [];
      for (const frame of missed) if (isStillTrue(frame, live?.id)) say(frame);
      if (live !== null && resume.type !== "replay") {
        say({ event: "offer", data: JSON.stringify(offerToWire(live)), offset: head });
      }
      subscription.release(missed.at(-1)?.offset ?? start);
    } catch (error) {
      sink.end();
      throw error;
    }
    return response;
  });

  function endOf(caller: BridgeCaller): number {
    return caller.type === "page" ? caller.expiresAtS * 1_000 : clock.now() + SERVER_STREAM_MS;
  }

  function seen({ productId, sessionId }: SessionRecord, offerId: string): void {
    const shown = { type: "outcome", offerId, report: "shown", tabId: SEEN_BY_GUIDANCE } as const;
    engine.apply(productId, sessionId, shown).catch((error: unknown) => {
      if (error instanceof UsherError && error.code === "session_unknown") return;
      log.error({ productId, sessionId, error: String(error) }, "guidance offer not recorded");
    });
  }
}

/** An offer that is over by now is not shown for the moment until its end is told. */
function isStillTrue({ event, data }: StoredFrame, liveId: string | undefined): boolean {
  return event !== "offer" || (JSON.parse(data) as { readonly id: string }).id === liveId;
}
