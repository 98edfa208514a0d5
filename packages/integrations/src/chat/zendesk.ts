import { isObject, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import type { BridgeIo } from "./bridge/bridge-io.ts";
import { callVendor, type VendorAnswer, type VendorRules } from "./bridge/call-vendor.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { encodeBase64 } from "./bridge/encode-base64.ts";
import { failure } from "./bridge/failures.ts";
import type { BridgeOptions } from "./bridge/manifest.ts";
import { pathSegment } from "./bridge/path-segment.ts";
import { needsConversation } from "./bridge/readiness.ts";
import { trimSlash } from "./bridge/trim-slash.ts";
import { checkSharedSecret } from "./inbound/check-shared-secret.ts";
import { readZendeskEvents } from "./zendesk/read-events.ts";

const RULES: VendorRules = {
  vendor: "Zendesk",
  errorCode({ errors }) {
    const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
    return isObject(first) ? textOf(first.code) : undefined;
  },
  codes: {
    unauthorized: "unauthorised",
    forbidden: "forbidden",
    conversation_not_found: "conversation_not_found",
    app_not_found: "options_invalid",
    bad_request: "payload_refused",
    conflict: "payload_refused",
    too_many_requests: "rate_limited",
  },
  fixes: {
    unauthorised: "Create a Conversations API key in Zendesk's Admin Center and copy `keyId` and `keySecret`.",
    forbidden: "The key belongs to another app, or its scope does not include conversations.",
    options_invalid: "Set `appId` to the app id shown beside the Conversations API key.",
    conversation_closed: "The conversation has 30,000 messages, Zendesk's limit: delete some or start another one.",
    wrong_address: "Set `baseUrl` to https://<subdomain>.zendesk.com/sc, or leave it out.",
  },
};

/** Zendesk messaging: Sunshine Conversations, API version 2. */
export const zendesk: ChatBridge = defineBridge({
  manifest: {
    id: "zendesk",
    title: "Zendesk messaging",
    description: "Zendesk's web widget for messaging, through the Sunshine Conversations API.",
    docs: "docs/bridges.md#zendesk",
    options: {
      appId: { type: "text", required: true, description: "Id of the Sunshine Conversations app" },
      keyId: { type: "text", required: true, description: "Id of the API key, app_…" },
      keySecret: { type: "secret", required: true, description: "Secret of the API key" },
      webhookSecret: { type: "secret", required: true, description: "Shared secret of the integration's webhook" },
      baseUrl: { type: "url", description: "Where the API is; https://api.smooch.io when left out" },
      displayName: { type: "text", description: "Name the messages are shown under" },
    },
    capabilities: { typing: true, chips: { max: 10, labelChars: 40 }, handover: true, links: true },
    delivery: "vendor",
    // Zendesk counts the HTML it makes of the Markdown, at most 4,096.
    text: { format: "markdown", maxChars: 2_500 },
    webhook: { proof: "shared_secret", replay: "event_id", answerWithinMs: 20_000 },
    verified: [
      { how: "source", what: "sunshine-conversations-client for JavaScript: messages, reply actions, webhook events" },
      { how: "documentation", what: "receiving messages, X-API-Key, switchboard, 423 at 30,000 messages" },
    ],
  },
  ready: (target) => needsConversation(target),
  async open({ userId, contactId }, options, io) {
    const user = contactId === undefined ? { userExternalId: userId } : { userId: contactId };
    if (userId === undefined && contactId === undefined) {
      return failure("not_ready", "Zendesk starts conversations for people it knows by an external id.", {
        fix: "Log the widget in with a JWT whose external_id is the user id the application gives Usher.",
      });
    }
    const json = { type: "personal", participants: [{ ...user, subscribeSDKClient: true }] };
    const answer = await call("conversations", json, options, io);
    if (!answer.ok) return answer;
    const conversation = answer.body.conversation;
    const conversationId = isObject(conversation) ? textOf(conversation.id) : undefined;
    return conversationId === undefined
      ? failure("reply_unreadable", "Zendesk's answer names no conversation.", { status: answer.status })
      : { ok: true, conversationId };
  },
  async send({ text, plain, chips, target }, options, io) {
    const actions = chips.map(({ id, label }) => ({ type: "reply", text: label, payload: id }));
    const json = {
      author: author(options),
      content: {
        type: "text",
        text: plain,
        markdownText: text,
        ...(actions.length > 0 ? { actions } : {}),
      },
    };
    const answer = await call(`conversations/${pathSegment(target.conversationId)}/messages`, json, options, io);
    if (!answer.ok) return answer;
    const first: unknown = Array.isArray(answer.body.messages) ? answer.body.messages[0] : undefined;
    const id = isObject(first) ? textOf(first.id) : undefined;
    return id === undefined
      ? failure("reply_unreadable", "Zendesk's answer names no message.", { status: answer.status })
      : { ok: true, id, conversationId: target.conversationId };
  },
  async typing(target, isTyping, options, io) {
    const json = { author: author(options), type: isTyping ? "typing:start" : "typing:stop" };
    const answer = await call(`conversations/${pathSegment(target.conversationId)}/activity`, json, options, io);
    return answer.ok ? { ok: true } : answer;
  },
  verify: ({ headers }, { webhookSecret }) => checkSharedSecret(headers["x-api-key"], webhookSecret, "X-API-Key"),
  read: (body, found, { appId }) => readZendeskEvents(body, found, String(appId)),
});

function author({ displayName }: BridgeOptions): Readonly<Record<string, string>> {
  const name = textOf(displayName);
  return { type: "business", ...(name === undefined ? {} : { displayName: name }) };
}

function call(path: string, json: unknown, options: BridgeOptions, io: BridgeIo): Promise<VendorAnswer> {
  const { baseUrl, appId, keyId, keySecret } = options;
  const base = trimSlash(baseUrl ?? "https://api.smooch.io");
  const credentials = encodeBase64(io.encodeText(`${String(keyId)}:${String(keySecret)}`));
  return callVendor(
    {
      method: "POST",
      url: `${base}/v2/apps/${pathSegment(String(appId))}/${path}`,
      headers: { authorization: `Basic ${credentials}` },
      json,
    },
    RULES,
    io,
  );
}
