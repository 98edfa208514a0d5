/// <reference types="node" preserve="true" />
import type { ServerResponse } from "node:http";
import { type NodeRequest, readRawBody } from "../read-raw-body.ts";
import { receiveWebhook } from "../receive-webhook.ts";
import type { WebhookReceiver } from "../webhook-receiver.ts";

/**
 * `app.post("/usher", expressWebhook(receiver))`, before `express.json()`: it reads the raw body itself. Behind
 * `express.raw({ type: "*\/*" })` it takes the bytes from there. Also fits a bare `node:http` server.
 */
export function expressWebhook(
  receiver: WebhookReceiver,
): (request: NodeRequest, response: ServerResponse, next?: (error: unknown) => void) => Promise<void> {
  return async (request, response, next) => {
    try {
      const body = await readRawBody(request, receiver.maxBodyBytes);
      const reply = await receiveWebhook(receiver, body, request.headers);
      // Nobody reads the rest of a body that is too large.
      const closing = body === null ? { connection: "close" } : {};
      response.writeHead(reply.status, { ...reply.headers, ...closing }).end(reply.body);
    } catch (error) {
      if (!next) throw error;
      next(error);
    }
  };
}
