import { parseTimestamp } from "@usher/core";
import { firstText, isObject, type JsonObject, objectOf, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import { callVendor, type VendorRules } from "./bridge/call-vendor.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { failure } from "./bridge/failures.ts";
import { needsConversation } from "./bridge/readiness.ts";
import { checkSharedSecret } from "./inbound/check-shared-secret.ts";
import type { InboundCollector } from "./inbound/inbound-collector.ts";

const RULES: VendorRules = {
  vendor: "Botpress",
  errorCode: ({ type }) => textOf(type),
  codes: {
    Unauthorized: "unauthorised",
    Forbidden: "forbidden",
    ResourceNotFound: "conversation_not_found",
    ReferenceNotFound: "conversation_not_found",
    ReferenceConstraint: "payload_refused",
    InvalidPayload: "payload_refused",
    InvalidIdentifier: "payload_refused",
    RateLimited: "rate_limited",
    QuotaExceeded: "quota_exhausted",
    PaymentRequired: "quota_exhausted",
    Internal: "vendor_unavailable",
    UpstreamProviderError: "vendor_unavailable",
  },
  fixes: {
    unauthorised: "Create a personal access token in Botpress and copy it into `token`.",
    forbidden: "The token's workspace does not own the bot in `botId`.",
    quota_exhausted: "The workspace has used up its messages; raise the limit in Botpress.",
  },
};

/** Botpress Cloud: writes as the bot through the Runtime API; the Chat integration's webhook tells of users. */
export const botpress: ChatBridge = defineBridge({
  manifest: {
    id: "botpress",
    title: "Botpress",
    description: "A Botpress Cloud bot with the Chat integration: Usher writes as the bot, signals come by webhook.",
    docs: "docs/bridges.md#botpress",
    options: {
      token: { type: "secret", required: true, description: "Personal access token of the workspace" },
      botId: { type: "text", required: true, description: "Id of the bot" },
      botUserId: { type: "text", description: "Id of the bot's own user; the bot's id when left out" },
      webhookSecret: { type: "secret", required: true, description: "Webhook secret of the Chat integration" },
    },
    capabilities: { typing: false, chips: { max: 5, labelChars: 60 }, handover: true, links: true },
    delivery: "vendor",
    text: { format: "markdown", maxChars: 4_000 },
    webhook: { proof: "shared_secret", replay: "event_id", answerWithinMs: 10_000 },
    verified: [
      { how: "documentation", what: "Runtime API: createMessage, headers, choice payload" },
      { how: "source", what: "Botpress's Chat integration: x-secret-key, signals message_created with isBot" },
    ],
  },
  ready: (target) => needsConversation(target),
  async send({ text, chips, target }, options, io) {
    const choices = chips.map(({ id, label }) => ({ label, value: id }));
    const type = choices.length > 0 ? "choice" : "text";
    const answer = await callVendor(
      {
        method: "POST",
        url: "https://api.botpress.cloud/v1/chat/messages",
        headers: { authorization: `Bearer ${String(options.token)}`, "x-bot-id": String(options.botId) },
        json: {
          conversationId: target.conversationId,
          userId: String(options.botUserId ?? options.botId),
          type,
          payload: choices.length > 0 ? { text, options: choices } : { text },
          tags: {},
        },
      },
      RULES,
      io,
    );
    if (!answer.ok) return answer;
    const message = answer.body.message;
    const id = isObject(message) ? textOf(message.id) : undefined;
    return id === undefined
      ? failure("reply_unreadable", "Botpress's answer names no message.", { status: answer.status })
      : { ok: true, id, conversationId: target.conversationId };
  },
  verify: ({ headers }, { webhookSecret }) => checkSharedSecret(headers["x-secret-key"], webhookSecret, "X-Secret-Key"),
  read(body, found, options) {
    const data = objectOf(body.data);
    const created = textOf(data.createdAt);
    const place = {
      conversationId: data.conversationId,
      id: data.id,
      at: created === undefined ? undefined : parseTimestamp(created),
      person: { contactId: data.userId },
    };
    switch (textOf(body.type)) {
      case "message_created": {
        const isOurs = data.isBot === true || textOf(data.userId) === String(options.botUserId ?? options.botId);
        return isOurs ? found.ignore("own_message") : readMessage(objectOf(data.payload), found, place);
      }
      case "event_created":
        return readHandover(objectOf(data.payload), found, place);
      default:
        found.ignore("other_event");
    }
  },
});

type Place = Parameters<InboundCollector["note"]>[1];

function readMessage(payload: JsonObject, found: InboundCollector, place: Place): void {
  found.message(place, textOf(payload.text) ?? "", payload.type === "choice" ? payload.value : undefined);
}

/** What the bot's flow sends when it hands over: a custom event, because Botpress's own stays inside the bot. */
function readHandover(payload: JsonObject, found: InboundCollector, place: Place): void {
  switch (firstText(payload.type, payload.event)) {
    case "human_joined":
      return found.note("human-joined", place);
    case "human_left":
      return found.note("human-left", place);
    default:
      found.ignore("other_event");
  }
}
