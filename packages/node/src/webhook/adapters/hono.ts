import type { WebhookReceiver } from "../webhook-receiver.ts";
import { fetchWebhook } from "./fetch.ts";

/** `app.post("/usher", honoWebhook(receiver))`. */
export function honoWebhook(
  receiver: WebhookReceiver,
): (context: { readonly req: { readonly raw: Request } }) => Promise<Response> {
  const handle = fetchWebhook(receiver);
  return (context) => handle(context.req.raw);
}
