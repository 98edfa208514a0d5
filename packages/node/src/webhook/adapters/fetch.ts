import { readFetchBody } from "../read-raw-body.ts";
import { receiveWebhook } from "../receive-webhook.ts";
import type { WebhookReceiver } from "../webhook-receiver.ts";

/** A handler for anything that speaks `Request` and `Response`: Deno, Bun, workers, Remix, SvelteKit. */
export function fetchWebhook(receiver: WebhookReceiver): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = await readFetchBody(request, receiver.maxBodyBytes);
    const reply = await receiveWebhook(receiver, body, request.headers);
    return new Response(reply.body, { status: reply.status, headers: reply.headers });
  };
}
