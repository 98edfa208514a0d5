/// <reference types="node" preserve="true" />
import { UsherError } from "@usher/core";
import { receiveWebhook } from "../receive-webhook.ts";
import type { WebhookHeaders } from "../webhook-headers.ts";
import type { WebhookReceiver } from "../webhook-receiver.ts";

/** The part of a Fastify instance the plugin needs. */
export interface FastifyLike {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    options: { readonly parseAs: "buffer"; readonly bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: Error | null, body?: unknown) => void) => void,
  ): unknown;
  post(path: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>): unknown;
}

export interface FastifyRequestLike {
  readonly body: unknown;
  readonly headers: WebhookHeaders;
}

export interface FastifyReplyLike {
  code(status: number): FastifyReplyLike;
  headers(values: Readonly<Record<string, string>>): FastifyReplyLike;
  send(body: string): unknown;
}

/**
 * `app.register(fastifyWebhook(receiver, "/usher"))`. As a plugin it has its own body parser, which keeps the bytes;
 * the rest of the application keeps its own.
 */
export function fastifyWebhook(receiver: WebhookReceiver, path: string): (instance: FastifyLike) => Promise<void> {
  return async (instance) => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: receiver.maxBodyBytes }, (_, body, done) =>
      done(null, body),
    );
    instance.post(path, async (request, reply) => {
      if (!(request.body instanceof Uint8Array))
        throw new UsherError("raw_body_consumed", "another body parser took the bytes before the webhook saw them");
      const answer = await receiveWebhook(receiver, request.body, request.headers);
      return reply.code(answer.status).headers(answer.headers).send(answer.body);
    });
  };
}
