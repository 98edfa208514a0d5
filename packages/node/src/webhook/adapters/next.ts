/// <reference types="node" preserve="true" />
import type { ServerResponse } from "node:http";
import type { NodeRequest } from "../read-raw-body.ts";
import type { WebhookReceiver } from "../webhook-receiver.ts";
import { expressWebhook } from "./express.ts";
import { fetchWebhook } from "./fetch.ts";

/** For the app router, in `app/usher/route.ts`: `export const { POST } = nextWebhook(receiver);`. */
export function nextWebhook(receiver: WebhookReceiver): { POST: (request: Request) => Promise<Response> } {
  return { POST: fetchWebhook(receiver) };
}

/**
 * For the pages router. The file must also say `export const config = { api: { bodyParser: false } };`, written out
 * there, because Next reads it from the source.
 */
export function nextPagesWebhook(
  receiver: WebhookReceiver,
): (request: NodeRequest, response: ServerResponse) => Promise<void> {
  const handle = expressWebhook(receiver);
  return (request, response) => handle(request, response);
}
