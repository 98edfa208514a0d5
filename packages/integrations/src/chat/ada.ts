import { parseTimestamp } from "@usher/core";
import { isObject, objectOf, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import { callVendor, type VendorRules } from "./bridge/call-vendor.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { failure } from "./bridge/failures.ts";
import { pathSegment } from "./bridge/path-segment.ts";
import { needsConversation } from "./bridge/readiness.ts";
import { trimSlash } from "./bridge/trim-slash.ts";
import { checkStandardWebhook } from "./inbound/check-signature.ts";

const RULES: VendorRules = {
  vendor: "Ada",
  errorCode({ errors }) {
    const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
    return isObject(first) ? textOf(first.type) : undefined;
  },
  codes: {
    not_found: "conversation_not_found",
    rate_limited: "rate_limited",
    conversation_ended: "conversation_closed",
    token_invalid: "unauthorised",
  },
  fixes: {
    unauthorised: "Create an API key in Ada, under Config, Platform, APIs, and copy it into `apiKey`.",
    conversation_not_found: "Messages from outside need a custom channel; Ada's native chat takes context only.",
    wrong_address: "Set `url` to https://<handle>.ada.support.",
  },
};

/** Ada: messages into a conversation of a custom channel, in the name Usher is given there. */
export const ada: ChatBridge = defineBridge({
  manifest: {
    id: "ada",
    title: "Ada",
    description: "A custom channel of Ada's Conversations API. Ada's native chat gets Usher's context as metaFields.",
    docs: "docs/bridges.md#ada",
    options: {
      url: { type: "url", required: true, description: "Address of your AI Agent, https://<handle>.ada.support" },
      apiKey: { type: "secret", required: true, description: "API key, from Ada's platform settings" },
      webhookSecret: { type: "secret", required: true, description: "Signing secret of the webhook, whsec_…" },
      authorId: { type: "text", description: "Id under which Usher writes; usher when left out" },
      displayName: { type: "text", description: "Name the messages are shown under" },
    },
    capabilities: { typing: false, chips: false, handover: true, links: true },
    delivery: "vendor",
    text: { format: "plain", maxChars: 4_000 },
    webhook: { proof: "hmac", replay: "moment", answerWithinMs: 15_000 },
    verified: [
      { how: "documentation", what: "Conversations API v2, webhook payloads, signing by Svix" },
      { how: "source", what: "ada-conversations-api-demo: verification and payload of v1.conversation.message" },
    ],
  },
  ready: (target) => needsConversation(target),
  async send({ text, target }, options, io) {
    const displayName = textOf(options.displayName);
    const answer = await callVendor(
      {
        method: "POST",
        url: `${trimSlash(options.url)}/api/v2/conversations/${pathSegment(target.conversationId)}/messages/`,
        headers: { authorization: `Bearer ${String(options.apiKey)}` },
        json: {
          author: {
            role: "human_agent",
            id: authorId(options),
            ...(displayName === undefined ? {} : { display_name: displayName }),
          },
          content: { type: "text", body: text },
        },
      },
      RULES,
      io,
    );
    if (!answer.ok) return answer;
    const id = textOf(answer.body.id) ?? textOf(answer.body.message_id);
    return id === undefined
      ? failure("reply_unreadable", "Ada's answer names no message.", { status: answer.status })
      : { ok: true, id, conversationId: target.conversationId };
  },
  verify: (request, { webhookSecret }, tools) => checkStandardWebhook(request, String(webhookSecret), tools),
  read(body, found, options) {
    const data = objectOf(body.data);
    const author = objectOf(data.author);
    const content = objectOf(data.content);
    const moment = textOf(body.timestamp);
    const place = {
      conversationId: data.conversation_id,
      id: data.message_id ?? data.id,
      at: moment === undefined ? undefined : parseTimestamp(moment),
      person: { contactId: data.end_user_id },
    };
    switch (textOf(body.type)) {
      case "v1.conversation.created":
        return found.note("conversation-started", place);
      case "v1.conversation.ended":
        found.note("human-left", place);
        return found.note("conversation-ended", place);
      case "v1.conversation.handoff.ended":
        return found.note("human-left", place);
      case "v1.conversation.message":
        switch (textOf(author.role)) {
          case "end_user":
            return found.message(place, content.type === "text" ? (textOf(content.body) ?? "") : "");
          case "human_agent":
            return textOf(author.id) === authorId(options)
              ? found.ignore("own_message")
              : found.note("human-joined", place);
          default:
            return found.ignore("own_message");
        }
      default:
        found.ignore("other_event");
    }
  },
});

function authorId(options: Readonly<Record<string, unknown>>): string {
  return textOf(options.authorId) ?? "usher";
}
