import { objectOf, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import type { BridgeIo } from "./bridge/bridge-io.ts";
import { callVendor, type VendorAnswer, type VendorRules } from "./bridge/call-vendor.ts";
import { defineBridge, type MessagePart, type SendResult } from "./bridge/define-bridge.ts";
import { encodeBase64 } from "./bridge/encode-base64.ts";
import { failure } from "./bridge/failures.ts";
import type { BridgeOptions } from "./bridge/manifest.ts";
import type { BridgeTarget } from "./bridge/message.ts";
import { pathSegment } from "./bridge/path-segment.ts";
import { needsConversation } from "./bridge/readiness.ts";
import { readCrispHook } from "./crisp/read-hook.ts";
import { checkSharedSecret } from "./inbound/check-shared-secret.ts";
import { checkCrispSignature } from "./inbound/check-signature.ts";
import { refuse } from "./inbound/refuse.ts";

const RULES: VendorRules = {
  vendor: "Crisp",
  errorCode: ({ reason }) => textOf(reason),
  codes: {
    invalid_session: "unauthorised",
    not_allowed: "forbidden",
    not_subscribed: "forbidden",
    website_not_found: "options_invalid",
    conversation_not_found: "conversation_not_found",
    session_not_found: "conversation_not_found",
    rate_limited: "rate_limited",
    quota_limit_exceeded: "quota_exhausted",
    invalid_data: "payload_refused",
  },
  fixes: {
    unauthorised: "Copy `identifier` and `key` again from the plugin's token in Crisp's Marketplace.",
    forbidden: "Install the plugin on this website and grant it website:conversation:messages (write).",
    options_invalid: "Set `websiteId` to the id in Crisp's settings, under Setup instructions.",
  },
};

/** Crisp: writes as an operator, marked as automated; hooks must be answered within two seconds. */
export const crisp: ChatBridge = defineBridge({
  manifest: {
    id: "crisp",
    title: "Crisp",
    description: "Crisp's chatbox, through a plugin of your own: REST for messages, hooks for what users write.",
    docs: "docs/bridges.md#crisp",
    options: {
      websiteId: { type: "text", required: true, description: "Id of the website in Crisp" },
      identifier: { type: "secret", required: true, description: "Identifier of the plugin's token" },
      key: { type: "secret", required: true, description: "Key of the plugin's token" },
      hookSecret: { type: "secret", description: "Signing secret of the plugin's hooks" },
      hookKey: { type: "secret", description: "For hooks of a website, which are not signed: ?key= of their address" },
      nickname: { type: "text", description: "Name the messages are shown under" },
    },
    capabilities: { typing: true, chips: { max: 5, labelChars: 60 }, handover: true, links: true },
    delivery: "vendor",
    text: { format: "markdown", maxChars: 5_000 },
    webhook: { proof: "hmac", replay: "moment", answerWithinMs: 2_000 },
    verified: [
      { how: "source", what: "crisp-api for Node: message types, picker choices, signature of hooks" },
      { how: "documentation", what: "REST API v1 and web hooks reference v1" },
    ],
  },
  ready: (target) => needsConversation(target),
  send: (part, options, io) =>
    write(part, options, io, part.chips.length === 0 ? { type: "text", content: part.text } : picker(part)),
  note: (part, options, io) => write(part, options, io, { type: "note", content: part.plain }),
  async typing(target, isTyping, options, io) {
    const json = { type: isTyping ? "start" : "stop", from: "operator", automated: true };
    const answer = await call("PATCH", "compose", target, json, options, io);
    return answer.ok ? { ok: true } : answer;
  },
  verify(request, { hookSecret, hookKey }, tools) {
    const secret = textOf(hookSecret);
    if (secret !== undefined) return checkCrispSignature(request, secret, tools);
    return textOf(hookKey) === undefined
      ? refuse("signature_missing", "Set hookSecret or hookKey: without one no hook can be believed.")
      : checkSharedSecret(request.query.key, hookKey, "The parameter key");
  },
  read: (body, found, { websiteId }) => readCrispHook(body, found, String(websiteId)),
});

function picker({ id, text, chips }: MessagePart): Readonly<Record<string, unknown>> {
  const choices = chips.map((chip) => ({ value: chip.id, label: chip.label, selected: false }));
  return { type: "picker", content: { id, text, choices, required: false } };
}

async function write(
  { target }: MessagePart,
  options: BridgeOptions,
  io: BridgeIo,
  message: Readonly<Record<string, unknown>>,
): Promise<SendResult> {
  const nickname = textOf(options.nickname);
  const user = nickname === undefined ? {} : { user: { nickname } };
  const json = { ...message, from: "operator", origin: "chat", automated: true, ...user };
  const answer = await call("POST", "message", target, json, options, io);
  if (!answer.ok) return answer;
  const fingerprint = textOf(objectOf(answer.body.data).fingerprint);
  if (answer.body.error !== false || fingerprint === undefined) {
    return failure("reply_unreadable", "Crisp's answer names no message.", { status: answer.status });
  }
  return { ok: true, id: fingerprint, conversationId: target.conversationId };
}

function call(
  method: "POST" | "PATCH",
  resource: "message" | "compose",
  { conversationId }: BridgeTarget,
  json: unknown,
  { websiteId, identifier, key }: BridgeOptions,
  io: BridgeIo,
): Promise<VendorAnswer> {
  const website = pathSegment(String(websiteId));
  return callVendor(
    {
      method,
      url: `https://api.crisp.chat/v1/website/${website}/conversation/${pathSegment(conversationId)}/${resource}`,
      headers: {
        authorization: `Basic ${encodeBase64(io.encodeText(`${String(identifier)}:${String(key)}`))}`,
        "x-crisp-tier": "plugin",
      },
      json,
    },
    RULES,
    io,
  );
}
