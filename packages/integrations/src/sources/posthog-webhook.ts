import { isObject } from "./body/json-values.ts";
import { readBody } from "./body/read-body.ts";
import { posthogWebhookEvent } from "./posthog/posthog-webhook-event.ts";
import { readPosthogEvent } from "./posthog/read-posthog-event.ts";
import { defineSource } from "./source/define-source.ts";
import { forEachEvent } from "./source/for-each-event.ts";
import { secretMatches, signatureMatches } from "./source/signature.ts";
import type { Source, SourceTools } from "./source/source.ts";

const HEADER = "x-posthog-secret";
const SIGNED = "sha256=";

/** PostHog's data pipeline as the sender: one event per request, from PostHog's servers. */
export const posthogWebhook: Source = defineSource({
  manifest: {
    id: "posthog-webhook",
    title: "PostHog destination",
    description: "A destination in PostHog's data pipeline that posts every event to `POST /webhook/:product_id`.",
    docs: "docs/sources.md#posthog-webhook",
    options: {
      secret: {
        type: "secret",
        required: true,
        description: "What the destination sends as `X-PostHog-Secret`, or signs the body with",
      },
    },
  },
  read(request, { secret }, tools, found) {
    const header = request.headers[HEADER];
    if (header === undefined || header === "") {
      return found.problem("signature_missing", "Send the webhook secret as X-PostHog-Secret.");
    }
    if (!isFromPosthog(String(secret), header, request.body, tools)) {
      return found.problem("signature_invalid", "X-PostHog-Secret is not this product's secret, nor signs the body.");
    }
    const body = readBody(request, tools);
    if (!body.ok) return found.refuse(body.problem);
    if (!isObject(body.value) && !Array.isArray(body.value)) {
      return found.problem("no_events", "The body holds no PostHog event.");
    }
    const context = { sentAt: undefined, receivedAt: request.receivedAt, keepsDeadClicks: true };
    forEachEvent([body.value].flat(), found, (event) => readPosthogEvent(posthogWebhookEvent(event), context, found));
  },
});

/** Scripts send the secret as it is; PostHog's own webhooks sign the body with it. */
function isFromPosthog(secret: string, header: string, body: Uint8Array, tools: SourceTools): boolean {
  if (secretMatches(secret, header)) return true;
  if (!header.startsWith(SIGNED)) return false;
  return signatureMatches(tools.hmac("sha256", secret, body), header.slice(SIGNED.length), "hex");
}
