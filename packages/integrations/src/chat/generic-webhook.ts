import { SECOND_MS } from "@usher/core";
import { textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import type { BridgeIo } from "./bridge/bridge-io.ts";
import { callVendor, type VendorRules } from "./bridge/call-vendor.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { encodeBase64 } from "./bridge/encode-base64.ts";
import type { BridgeOptions } from "./bridge/manifest.ts";
import { readPageReport } from "./bridge/read-page-report.ts";
import { checkStandardWebhook, standardKey } from "./inbound/check-signature.ts";

const RULES: VendorRules = {
  vendor: "The webhook",
  errorCode: ({ code, error }) => textOf(code) ?? textOf(error),
  codes: {
    conversation_not_found: "conversation_not_found",
    conversation_closed: "conversation_closed",
    not_ready: "not_ready",
  },
  fixes: {
    unauthorised: "The receiver does not accept the signature: both sides need the same `secret`.",
    conversation_not_found: "The receiver knows no such session or conversation, or the path in `url` is wrong.",
  },
};

/** Anything else: messages go out as signed webhooks, and what users say comes back the same way. */
export const genericWebhook: ChatBridge = defineBridge({
  manifest: {
    id: "generic-webhook",
    title: "Webhook",
    description: "Your own chat: Usher posts messages to your server and takes events from it, signed both ways.",
    docs: "docs/bridges.md#generic-webhook",
    options: {
      url: { type: "url", required: true, description: "Where messages are posted" },
      secret: { type: "secret", required: true, description: "Signs both directions (Standard Webhooks, whsec_…)" },
    },
    capabilities: { typing: true, chips: { max: 10, labelChars: 80 }, handover: true, links: false },
    delivery: "vendor",
    text: { format: "usher", maxChars: 8_000 },
    webhook: { proof: "hmac", replay: "moment", answerWithinMs: 10_000 },
    verified: [{ how: "documentation", what: "Standard Webhooks: headers, signed content, tolerance" }],
  },
  // The receiver may know the session by itself.
  ready: ({ sessionId, conversationId }) =>
    sessionId === "" && conversationId === undefined
      ? { ok: false, waitsFor: "conversation", detail: "The message names neither a session nor a conversation." }
      : { ok: true },
  async send({ id, text, chips, target }, options, io) {
    const json = { type: "message", ...addressOf(target), message: { id, text, format: "usher" }, chips };
    const answer = await post(id, json, options, io);
    return answer.ok
      ? { ok: true, id: textOf(answer.body.id), conversationId: textOf(answer.body.conversation_id) }
      : answer;
  },
  async typing(target, isTyping, options, io) {
    const id = `typing.${target.sessionId}.${io.now()}`;
    const json = { type: isTyping ? "typing_started" : "typing_stopped", ...addressOf(target) };
    const answer = await post(id, json, options, io);
    return answer.ok ? { ok: true } : answer;
  },
  verify: (request, { secret }, tools) => checkStandardWebhook(request, String(secret), tools),
  read: (body, found, _options, request) => readPageReport(body, found, request),
});

function addressOf(target: Parameters<typeof genericWebhook.ready>[0]): Readonly<Record<string, string | null>> {
  return {
    session_id: target.sessionId,
    user_id: target.userId ?? null,
    conversation_id: target.conversationId ?? null,
  };
}

function post(id: string, json: unknown, { url, secret }: BridgeOptions, io: BridgeIo): ReturnType<typeof callVendor> {
  const rawBody = JSON.stringify(json);
  const timestamp = String(Math.floor(io.now() / SECOND_MS));
  // The fields of what is signed are joined with dots: one in the id would let them be shifted.
  const webhookId = `msg_${id.replace(/[^\w-]/g, "_")}`;
  const mac = io.hmac("sha256", standardKey(String(secret)), io.encodeText(`${webhookId}.${timestamp}.${rawBody}`));
  return callVendor(
    {
      method: "POST",
      url: String(url),
      headers: {
        "webhook-id": webhookId,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${encodeBase64(mac)}`,
      },
      rawBody,
    },
    RULES,
    io,
  );
}
