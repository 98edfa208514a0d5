import { formatPosition, parsePosition } from "@usher/core";
import type { Hono } from "hono";
import * as z from "zod";
import type { ConsumerRecord } from "../../ports/stream-log.ts";
import { authoriseServer } from "../authorise-server.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";
import { parseBody, readJson } from "../read-json.ts";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const acknowledgement = z.object({
  consumer: z.string().regex(NAME, { error: "use letters, digits, . _ and - (at most 64)" }),
  id: z.string().max(64),
  fence: z.number().int().min(1).optional(),
});

/** Throws HttpProblem `parameter_invalid`. */
export function readConsumerName(text: string): string {
  if (NAME.test(text)) return text;
  throw new HttpProblem("parameter_invalid", "consumer: use letters, digits, . _ and - (at most 64)");
}

/** `POST /stream/:product_id/ack` and `GET /v1/consumers`: readers whose position the server keeps. */
export function consumerRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, consumers, clock } = dependencies;

  app.post("/stream/:product_id/ack", async (context) => {
    const productId = context.req.param("product_id");
    const { product } = authoriseServer(context, dependencies, { scope: "stream:read", productId });
    const body = parseBody(acknowledgement, await readJson(context.req.raw));
    const head = await store.stream.head(product.id);
    const position = parsePosition(body.id);
    if (position === undefined || position.epoch !== store.epoch || position.offset > head) {
      throw new HttpProblem("body_invalid", "id: this is not the id of an event of this stream");
    }
    const acknowledged = await consumers.acknowledge({
      productId: product.id,
      name: body.consumer,
      position: position.offset,
      fence: body.fence,
    });
    if (acknowledged.type === "unknown") {
      throw new HttpProblem("consumer_unknown", "Nobody has read under this name: open the stream with ?consumer=");
    }
    if (acknowledged.type === "fenced") {
      const { fence } = acknowledged;
      throw new HttpProblem("consumer_fenced", `Another reader has this name now (fence ${fence}); stop reading.`);
    }
    return context.json(toWire(acknowledged.consumer, head));
  });

  app.get("/v1/consumers", async (context) => {
    const asked = context.req.query("product_id");
    const { product } = authoriseServer(context, dependencies, {
      scope: "stream:read",
      ...(asked === undefined ? {} : { productId: asked }),
    });
    const head = await store.stream.head(product.id);
    const list = await store.stream.listConsumers(product.id);
    return context.json({
      product_id: product.id,
      head: formatPosition({ epoch: store.epoch, offset: head }),
      consumers: list.map((consumer) => toWire(consumer, head)),
    });
  });

  function toWire(consumer: ConsumerRecord, head: number): ConsumerWire {
    return {
      consumer: consumer.name,
      acknowledged: formatPosition({ epoch: store.epoch, offset: consumer.acknowledged }),
      fence: consumer.fence,
      lag: Math.max(0, head - consumer.acknowledged),
      reading: consumer.leaseUntil > clock.now(),
      lease_until: consumer.leaseUntil,
    };
  }
}

interface ConsumerWire {
  readonly consumer: string;
  readonly acknowledged: string;
  readonly fence: number;
  /** Entries of the stream that are not acknowledged. */
  readonly lag: number;
  readonly reading: boolean;
  /** Epoch milliseconds. */
  readonly lease_until: number;
}
