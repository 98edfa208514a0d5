import { createHmac } from "node:crypto";
import { createRandomSource, type RandomSource } from "@usher/core/testing";
import { expect, test } from "vitest";
import { type BridgeOptions, CHAT_BRIDGES, type InboundRequest, type InboundResult } from "../src/chat/index.ts";
import { anInbound, bridgeTools, NOW } from "./bridge-io.ts";
import { mutateJson } from "./mutate-json.ts";

const BODIES = 100_000;
const SECRET = "fuzz-secret-0123";
const MAX_MS = 1_000;
const MAX_TEXT = 4_000;
const MAX_ID = 240;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const OPTIONS: Readonly<Record<string, BridgeOptions>> = {
  rasa: { url: "http://localhost:5005", webhookSecret: SECRET },
  intercom: { accessToken: SECRET, clientSecret: SECRET, adminId: "7" },
  zendesk: { appId: "a", keyId: "k", keySecret: SECRET, webhookSecret: SECRET },
  crisp: { websiteId: "w", identifier: SECRET, key: SECRET, hookSecret: SECRET },
  botpress: { token: SECRET, botId: "b", webhookSecret: SECRET },
  dify: { apiKey: SECRET, knowledgeKey: SECRET },
  ada: { url: "https://x.ada.support", apiKey: SECRET, webhookSecret: SECRET },
  landbot: { token: SECRET, hookToken: SECRET, agentId: "9" },
  tidio: { webhookSecret: SECRET },
  "generic-webhook": { url: "https://x.example", secret: SECRET },
};

const SEEDS: Readonly<Record<string, readonly unknown[]>> = {
  rasa: [
    { sender_id: "s", query: "hi", metadata: { customData: { userId: "u" } } },
    { event: "pause", sender_id: "s" },
  ],
  intercom: [
    {
      topic: "conversation.user.replied",
      id: "n",
      created_at: NOW / 1_000,
      data: {
        item: {
          id: "1",
          contacts: { contacts: [{ id: "c" }] },
          source: { body: "<p>a</p>", author: { type: "user" } },
          conversation_parts: {
            conversation_parts: [{ body: "<p>hi &amp; <b>x</b></p>", author: { type: "user" }, metadata: {} }],
          },
        },
      },
    },
    { topic: "conversation.admin.assigned", id: "n", data: { item: { id: "1", admin_assignee_id: 3 } } },
  ],
  zendesk: [
    {
      app: { id: "a" },
      events: [
        {
          id: "e",
          type: "conversation:message",
          createdAt: "2026-11-20T12:36:00.000Z",
          payload: {
            conversation: { id: "c" },
            message: { author: { type: "user", userId: "u" }, content: { type: "text", text: "hi" } },
          },
        },
      ],
    },
  ],
  crisp: [
    {
      website_id: "w",
      event: "message:send",
      data: { session_id: "s", from: "user", type: "text", content: "hi", fingerprint: 1 },
    },
    {
      website_id: "w",
      event: "message:updated",
      data: { session_id: "s", content: { choices: [{ value: "a", selected: true }] } },
    },
  ],
  botpress: [
    { type: "message_created", data: { id: "m", conversationId: "c", payload: { type: "text", text: "hi" } } },
  ],
  dify: [{ knowledge_id: "s", query: "hi", retrieval_setting: { top_k: 3, score_threshold: 0.1 } }],
  ada: [
    {
      type: "v1.conversation.message",
      data: { conversation_id: "c", author: { role: "end_user" }, content: { type: "text", body: "hi" } },
    },
  ],
  landbot: [
    { messages: [{ sender: { type: "customer" }, customer: { id: 1 }, data: { body: "hi" }, timestamp: 1.5 }] },
  ],
  tidio: [{ topic: "conversation.solved_by_operator", created_at: 1, content: { contact: { id: "c" } } }],
  "openai-compatible": [{ id: "c", messages: [{ role: "user", parts: [{ type: "text", text: "hi" }] }] }],
};
const REPORT = [{ type: "user_message", conversation_id: "c", message_id: "m", text: "hi", chip_id: "x" }];

/** Texts that mean something to one of the bridges. */
const WORDS = ["&#x10ffff;&#99999999;", "[TOUR:x]"] as const;

test(`${BODIES} malformed webhooks: nothing thrown, everything bounded, the real ones still read`, {
  timeout: 300_000,
}, () => {
  const random = createRandomSource(20_261_121);
  let slowest = 0;
  let understood = 0;
  const codes = new Set<string>();
  for (let index = 0; index < BODIES; index++) {
    const bridge = CHAT_BRIDGES[index % CHAT_BRIDGES.length] as (typeof CHAT_BRIDGES)[number];
    const request = strangeRequest(bridge.manifest.id, random);
    const started = process.cpuUsage();
    const result = bridge.parseInbound(request, OPTIONS[bridge.manifest.id] ?? {}, bridgeTools);
    // Time on the processor: what a busy machine makes it wait is not the parser's.
    slowest = Math.max(slowest, process.cpuUsage(started).user / 1_000);
    expectBounded(result);
    if (result.ok) understood += result.events.length > 0 ? 1 : 0;
    else codes.add(result.code);
  }
  expect(slowest).toBeLessThan(MAX_MS);
  // Otherwise the bodies would be so strange that nothing behind the first check was reached.
  expect(understood).toBeGreaterThan(BODIES / 5);
  for (const code of ["signature_missing", "signature_invalid", "signature_expired", "body_invalid"]) {
    expect([...codes]).toContain(code);
  }
});

function expectBounded(result: InboundResult): void {
  if (!result.ok) {
    if (result.code === "unexpected" || result.code === "options_invalid") throw new Error(result.detail);
    return;
  }
  if (result.events.length > 50) throw new Error("too many events");
  for (const event of result.events) {
    const text = event.type === "user-message" ? event.text : "";
    if (event.type === "user-message" && text === "" && event.chipId === undefined) throw new Error("an empty turn");
    if (text.length > MAX_TEXT + 1 || LONE.test(text)) throw new Error("an unsound text");
    for (const id of [event.id, event.conversationId, ...Object.values(event.person)]) {
      if (typeof id !== "string" || id.length > MAX_ID || id.trim() === "") throw new Error(`no id: ${String(id)}`);
    }
  }
}

function strangeRequest(id: string, random: RandomSource): InboundRequest {
  const seeds = random.below(6) === 0 ? SEEDS[random.pick(["intercom", "zendesk", "crisp"])] : (SEEDS[id] ?? REPORT);
  const seed = structuredClone(seeds?.[random.below(seeds.length)]);
  const value = random.below(6) === 0 ? seed : mutateJson(seed, random, WORDS);
  const text = JSON.stringify(value) ?? "";
  const bytes = Buffer.from(random.below(20) === 0 ? text.slice(0, random.below(text.length + 1)) : text);
  const request = anInbound(random.below(60) === 0 ? Buffer.from([0xff, ...bytes]) : bytes);
  if (random.below(30) === 0) return request;
  return { ...request, ...proofOf(id, request.body, random) };
}

function proofOf(id: string, body: Uint8Array, random: RandomSource): Partial<InboundRequest> {
  const ms = random.below(40) === 0 ? NOW - 900_000 : NOW;
  const secret = random.below(40) === 0 ? "another-secret" : SECRET;
  const seconds = String(Math.floor(ms / 1_000));
  const mac = (before: string, after = "") => createHmac("sha256", secret).update(before).update(body).update(after);
  switch (id) {
    case "intercom":
      return { headers: { "x-hub-signature": `sha1=${createHmac("sha1", secret).update(body).digest("hex")}` } };
    case "crisp":
      return {
        headers: { "x-crisp-signature": mac(`[${ms};`, "]").digest("hex"), "x-crisp-request-timestamp": String(ms) },
      };
    case "ada":
    case "generic-webhook":
      return {
        headers: {
          "webhook-id": "m",
          "webhook-timestamp": seconds,
          "webhook-signature": `v1,${mac(`m.${seconds}.`).digest("base64")}`,
        },
      };
    case "tidio":
      return { headers: { "x-tidio-signature": `t=${seconds},s=${mac("", `_${seconds}`).digest("hex")}` } };
    case "zendesk":
      return { headers: { "x-api-key": secret } };
    case "botpress":
      return { headers: { "x-secret-key": secret } };
    case "landbot":
      return { headers: { authorization: `Token ${secret}` } };
    case "rasa":
    case "dify":
      return { headers: { authorization: `Bearer ${secret}` } };
    default:
      return { session: { sessionId: "s-1", userId: "u-1" } };
  }
}
