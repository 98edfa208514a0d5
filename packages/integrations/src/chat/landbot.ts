import { isObject, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import { callVendor, type VendorRules } from "./bridge/call-vendor.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { failure } from "./bridge/failures.ts";
import type { BridgeTarget } from "./bridge/message.ts";
import { pathSegment } from "./bridge/path-segment.ts";
import { needsContact } from "./bridge/readiness.ts";
import { checkAuthorization } from "./inbound/check-shared-secret.ts";
import { readLandbotHook } from "./landbot/read-hook.ts";

const RULES: VendorRules = {
  vendor: "Landbot",
  // Landbot's errors are lists of sentences under the field's name; the name is all that is safe to repeat.
  errorCode: ({ errors }) => (isObject(errors) ? Object.keys(errors)[0] : undefined),
  codes: { customer_id: "conversation_not_found" },
  fixes: {
    unauthorised: "Copy the agent token again from Landbot's account settings into `token`.",
    quota_exhausted: "The Landbot plan does not include the API, or its chats are used up.",
    conversation_not_found: "The customer has left, or belongs to a channel that takes no messages from outside.",
  },
};

/** Landbot: messages go to a customer of a web channel. */
export const landbot: ChatBridge = defineBridge({
  manifest: {
    id: "landbot",
    title: "Landbot",
    description: "A Landbot web channel: text goes to the customer through the Platform API, message hooks come back.",
    docs: "docs/bridges.md#landbot",
    options: {
      token: { type: "secret", required: true, description: "Agent token, from Landbot's account settings" },
      hookToken: { type: "secret", required: true, description: "Token of the message hook" },
      agentId: {
        type: "text",
        description: "Id of the agent whose token it is: that agent's messages are Usher's own",
      },
    },
    capabilities: { typing: false, chips: false, handover: true, links: true },
    delivery: "vendor",
    text: { format: "plain", maxChars: 2_000 },
    webhook: { proof: "shared_secret", replay: "event_id", answerWithinMs: 5_000 },
    verified: [
      { how: "documentation", what: "Platform API: send_text, error bodies; message hooks: payload, token, retries" },
    ],
  },
  ready: (target) => needsContact(customerOf(target)),
  async send({ text, target }, { token }, io) {
    const { contactId } = customerOf(target);
    const answer = await callVendor(
      {
        method: "POST",
        url: `https://api.landbot.io/v1/customers/${pathSegment(contactId)}/send_text/`,
        headers: { authorization: `Token ${String(token)}` },
        json: { message: text },
      },
      RULES,
      io,
    );
    if (!answer.ok) return answer;
    return answer.body.success === true
      ? { ok: true, conversationId: contactId }
      : failure("reply_unreadable", "Landbot's answer does not say that it worked.", { status: answer.status });
  },
  verify: ({ headers }, { hookToken }) => checkAuthorization(headers.authorization, "Token", hookToken),
  read: (body, found, { agentId }, { headers }) =>
    readLandbotHook(body, found, textOf(agentId), headers["sentry-trace"]),
});

/** The customer is the conversation: Landbot has no other name for it. */
function customerOf(target: BridgeTarget): BridgeTarget {
  const contactId = target.contactId ?? target.conversationId;
  return contactId === undefined ? target : { ...target, contactId };
}
