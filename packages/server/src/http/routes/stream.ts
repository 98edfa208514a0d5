import { encodeEvent, encodeRetry, formatPosition } from "@usher/core";
import type { Hono } from "hono";
import type { ConsumerRecord } from "../../ports/stream-log.ts";
import type { Claimed } from "../../streams/consumers.ts";
import { followStream } from "../../streams/follow-stream.ts";
import { STREAM_HEADERS, type StreamSink, toBytes } from "../../streams/sink.ts";
import { readStart, type StreamStart } from "../../streams/stream-start.ts";
import { type AuthorisedServer, authoriseServer } from "../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../dependencies.ts";
import { openSink } from "../open-sink.ts";
import { HttpProblem } from "../problem.ts";
import { readConsumerName } from "./consumers.ts";

/** `GET /stream/:product_id`: everything that happens in a product, in order, once, resumable. */
export function streamRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, productHub: hub, openStreams, consumers, clock, log, metrics, heartbeatS, isStopping } = dependencies;

  /** Who reads under which name, in this process: one that is replaced ends at once. */
  const readers = new Map<string, StreamSink>();

  app.get("/stream/:product_id", async (context) => {
    const productId = context.req.param("product_id");
    const authorised = authoriseServer(context, dependencies, { scope: "stream:read", productId });
    if (context.req.method === "HEAD") return new Response(null, { headers: STREAM_HEADERS });
    if (isStopping()) return comeBackLater(context);
    const stream = { productId: authorised.product.id, keyId: keyIdOf(authorised) };
    if (!openStreams.hasRoom(stream.productId, stream.keyId)) throw tooManyStreams();

    const asked = readStart(context.req.query(), context.req.header("last-event-id"), store.epoch);
    const claimed = await claimConsumer(context, stream.productId, asked);
    const consumer = claimed?.consumer;
    const { sink, response } = openSink(context);
    if (!openStreams.add({ ...stream, sink })) return tooLate(sink, response, consumer);
    metrics.sse("stream", 1);
    sink.onClose(() => metrics.sse("stream", -1));
    sink.write(toBytes(encodeRetry(2_000 + Math.random() * 4_000)));
    const start = claimed === undefined ? (asked ?? { type: "live" }) : startOf(claimed, context);
    follow(stream.productId, sink, start, consumer);
    return response;
  });

  /** Goes on after the response has begun. Holds nothing of the request: thousands of these are open at once. */
  function follow(productId: string, sink: StreamSink, start: StreamStart, consumer: ConsumerRecord | undefined): void {
    const opening = consumer === undefined ? {} : { opening: (position: number) => readyText(consumer, position) };
    if (consumer !== undefined) keepLease(sink, consumer);
    const following = {
      log: store.stream,
      hub,
      epoch: store.epoch,
      productId,
      sink,
      start,
      onLagged: () => metrics.sseDisconnect("slow"),
      onStart: (result: "full" | "reset") => {
        if (start.type !== "live") metrics.sseResume(result);
      },
      ...opening,
    };
    followStream(following).catch((error: unknown) => {
      log.error({ productId, error: String(error) }, "stream failed");
      sink.end();
    });
  }

  /** Throws HttpProblem `consumer_busy`. */
  async function claimConsumer(
    context: HttpContext,
    productId: string,
    asked: StreamStart | undefined,
  ): Promise<ClaimedName | undefined> {
    const { consumer: text, takeover, fence } = context.req.query();
    if (text === undefined) return undefined;
    const claimed = await consumers.claim({
      productId,
      name: readConsumerName(text),
      takeover: takeover === "1" || takeover === "true",
      fence: readFence(fence),
      firstPosition: () => firstPosition(productId, asked),
    });
    if (claimed.type === "claimed") return claimed;
    const waitS = Math.max(1, Math.ceil((claimed.leaseUntil - clock.now()) / 1_000));
    throw new HttpProblem(
      "consumer_busy",
      "Another reader has this name. Wait until it is gone, choose another name, or take over with ?takeover=1.",
      { headers: { "retry-after": String(waitS) } },
    );
  }

  async function firstPosition(productId: string, asked: StreamStart | undefined): Promise<number> {
    if (asked?.type === "beginning") return 0;
    const head = await store.stream.head(productId);
    const isOurs = asked?.type === "after" && asked.position.epoch === store.epoch;
    return isOurs ? Math.min(asked.position.offset, head) : head;
  }

  /** The reader that was cut and comes back says itself where it is; for any other, what was acknowledged counts. */
  function startOf({ consumer: { acknowledged }, isSameReader }: ClaimedName, context: HttpContext): StreamStart {
    const lastEventId = isSameReader ? context.req.header("last-event-id") : undefined;
    const own = readStart({}, lastEventId, store.epoch);
    if (own !== undefined) return own;
    if (acknowledged === 0) return { type: "beginning" };
    return { type: "after", position: { epoch: store.epoch, offset: acknowledged } };
  }

  function keepLease(sink: StreamSink, { productId, name, fence }: ConsumerRecord): void {
    const failed = (error: unknown): void => {
      log.warn({ productId, consumer: name, error: String(error) }, "lease not renewed");
    };
    const key = `${productId}\u0000${name}`;
    readers.get(key)?.end();
    readers.set(key, sink);
    const stop = clock.every(Math.min(10, heartbeatS) * 1_000, () => {
      consumers.renew(productId, name, fence).then((result) => {
        if (result === "lost") sink.end();
      }, failed);
    });
    sink.onClose(() => {
      stop();
      if (readers.get(key) === sink) readers.delete(key);
      consumers.release(productId, name, fence).catch(failed);
    });
  }

  function readyText({ name, fence }: ConsumerRecord, position: number): string {
    const id = formatPosition({ epoch: store.epoch, offset: position });
    return encodeEvent({ event: "ready", id, data: { type: "ready", consumer: name, fence, id } });
  }

  /** Between the check and the opening another stream took the last place. */
  function tooLate(sink: StreamSink, response: Response, consumer: ConsumerRecord | undefined): Response {
    sink.end(toBytes(encodeRetry(5_000)));
    if (consumer !== undefined) void consumers.release(consumer.productId, consumer.name, consumer.fence);
    return response;
  }
}

type ClaimedName = Extract<Claimed, { readonly type: "claimed" }>;

/** A reader that is not wanted now comes back; an error status would make some never return. */
function comeBackLater(context: HttpContext): Response {
  const { sink, response } = openSink(context);
  sink.end(toBytes(encodeRetry(15_000)));
  return response;
}

function readFence(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new HttpProblem("parameter_invalid", "fence: write the number that `ready` said.");
}

function tooManyStreams(): HttpProblem {
  return new HttpProblem(
    "streams_exhausted",
    "This key has as many streams open as it may have; close one, or use another key.",
    { headers: { "retry-after": "5" } },
  );
}

function keyIdOf({ key }: AuthorisedServer): string {
  return key.kind === "admin" ? "admin" : "keyId" in key ? key.keyId : "";
}
