import { expect, test } from "vitest";
import { anInbound, answer, bridgeTools, scriptedIo } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { zendesk } from "./zendesk.ts";

const OPTIONS = {
  appId: "5698edbf2a43bd081be982f1",
  keyId: "app_5ce8a",
  keySecret: "zendesk-key-secret-0123",
  webhookSecret: "zendesk-hook-secret-0123",
};
const TARGET = { sessionId: "s-1", conversationId: "13f32c6cf7d0d38e6e0eba93", userId: "u-1" };
const event = (type: string, payload: object) => ({
  app: { id: OPTIONS.appId },
  webhook: { id: "5e554d2cac66fb73a3c01869", version: "v2" },
  events: [
    {
      id: "0ca7d56ba7b2e081e479fe9e",
      type,
      createdAt: "2026-11-20T18:06:37.547Z",
      payload: { conversation: { id: TARGET.conversationId, type: "personal" }, ...payload },
    },
  ],
});
const message = (content: object, author: object, source: string) => ({
  message: {
    id: "5e55622dac66fb73a3c01877",
    received: "2026-11-20T18:06:37.547Z",
    content,
    author,
    source: { type: source },
  },
});
const USER = {
  type: "user",
  userId: "cbec0073faeda4dfcd21d0f1",
  user: { id: "cbec0073faeda4dfcd21d0f1", externalId: "u-1" },
};
const BUSINESS = { type: "business", displayName: "Ann" };
const posted = answer(201, { messages: [{ id: "5f74a0d52b5315fc007e798a", author: BUSINESS }] });
const refusal = (status: number, code: string) => answer(status, { errors: [{ code, title: "…", links: {} }] });
const control = (integrationType: string) => ({
  conversation: {
    id: TARGET.conversationId,
    activeSwitchboardIntegration: { id: "i", name: "x", integrationType },
  },
});

describeBridge(zendesk, {
  options: OPTIONS,
  target: TARGET,
  accepted: () => posted,
  hollow: [["no message in the answer", answer(201, { messages: [] }), "reply_unreadable"]],
  refusals: [
    ["wrong key", refusal(401, "unauthorized"), "unauthorised"],
    ["another app's key", refusal(403, "forbidden"), "forbidden"],
    ["no such conversation", refusal(404, "conversation_not_found"), "conversation_not_found"],
    ["no such app", refusal(404, "app_not_found"), "options_invalid"],
    ["30,000 messages", refusal(423, "locked"), "conversation_closed"],
    ["too many", refusal(429, "too_many_requests"), "rate_limited"],
    ["a wrong field", refusal(400, "bad_request"), "payload_refused"],
  ],
  prove: () => ({ headers: { "x-api-key": OPTIONS.webhookSecret } }),
  userMessage: event("conversation:message", message({ type: "text", text: "Hello world" }, USER, "web")),
  emptyTurns: [
    event("conversation:message", message({ type: "text", text: "\u200b" }, USER, "web")),
    event("conversation:message", message({ type: "image", mediaUrl: "https://x" }, USER, "web")),
  ],
  ownMessages: [
    event("conversation:message", message({ type: "text", text: "Hi" }, BUSINESS, "api:conversations")),
    event("conversation:message", message({ type: "text", text: "Hi" }, BUSINESS, "zd:answerBot")),
  ],
  others: [
    [
      "an agent writes",
      event("conversation:message", message({ type: "text", text: "Hi" }, BUSINESS, "zd:agentWorkspace")),
      ["human-joined"],
    ],
    ["agents have control", event("switchboard:passControl", control("zd:agentWorkspace")), ["human-joined"]],
    ["the bot has it back", event("switchboard:passControl", control("zd:answerBot")), ["human-left"]],
    ["it is released", event("switchboard:releaseControl", {}), ["human-left"]],
    [
      "a conversation begins",
      event("conversation:create", { user: { id: "c", externalId: "u-1" } }),
      ["conversation-started"],
    ],
    ["somebody types", event("conversation:typing", {}), []],
    ["another app's", { ...event("conversation:create", {}), app: { id: "other" } }, []],
  ],
});

test("a message has both forms; chips are reply buttons that come back with their id", async () => {
  const io = scriptedIo([posted]);
  const chips = [{ id: "tour", label: "Show me how to do this in three steps right now please" }];
  await zendesk.post({ id: "m", target: TARGET, text: "1. Open **Billing**\n2. Save_it", chips }, OPTIONS, io);
  expect(io.requests[0]?.url).toBe(
    `https://api.smooch.io/v2/apps/${OPTIONS.appId}/conversations/${TARGET.conversationId}/messages`,
  );
  expect(JSON.parse(io.requests[0]?.body ?? "")).toEqual({
    author: { type: "business" },
    content: {
      type: "text",
      text: "1. Open Billing\n2. Save_it",
      markdownText: "1. Open **Billing**\n2. Save\\_it",
      actions: [{ type: "reply", text: "Show me how to do this in three steps…", payload: "tour" }],
    },
  });
  const chosen = event(
    "conversation:message",
    message({ type: "text", text: "Show me", payload: "tour" }, USER, "web"),
  );
  const request = anInbound(chosen, { headers: { "x-api-key": OPTIONS.webhookSecret } });
  expect(zendesk.parseInbound(request, OPTIONS, bridgeTools)).toMatchObject({
    events: [
      { chipId: "tour", text: "Show me", at: Date.parse("2026-11-20T18:06:37.547Z"), person: { userId: "u-1" } },
    ],
  });
});

test("a conversation is created for the external id, at the subdomain's address too", async () => {
  const io = scriptedIo([answer(201, { conversation: { id: "029c31f25a21b47effd7be90", type: "personal" } })]);
  const options = { ...OPTIONS, baseUrl: "https://acme.zendesk.com/sc/" };
  expect(await zendesk.open({ sessionId: "s", userId: "u-1" }, options, io)).toMatchObject({
    ok: true,
    conversationId: "029c31f25a21b47effd7be90",
  });
  expect(io.requests[0]?.url).toBe(`https://acme.zendesk.com/sc/v2/apps/${OPTIONS.appId}/conversations`);
  expect(await zendesk.open({ sessionId: "s" }, OPTIONS, io)).toMatchObject({ ok: false, code: "not_ready" });
});

test("typing is an activity", async () => {
  const io = scriptedIo([answer(200, {})]);
  expect(await zendesk.typing?.(TARGET, true, OPTIONS, io)).toEqual({ ok: true, ids: [] });
  expect(JSON.parse(io.requests[0]?.body ?? "")).toEqual({ author: { type: "business" }, type: "typing:start" });
});
