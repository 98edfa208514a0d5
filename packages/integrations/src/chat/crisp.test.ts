import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { anInbound, answer, bridgeTools, NOW, scriptedIo } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { crisp } from "./crisp.ts";

const OPTIONS = {
  websiteId: "42286ab3-b29a-4fde-8538-da0ae501d825",
  identifier: "7c3ef21c-1e04-41ce-8c06-5605c346f73e",
  key: "cc29e1a5086e428fcc6a697d5837a66d",
  hookSecret: "crisp-hook-secret-0123",
};
const SESSION = "session_19e5240f-0a8d-461e-a661-a3123fc6eec9";
const TARGET = { sessionId: "s-1", conversationId: SESSION };
const hook = (event: string, data: object) => ({
  website_id: OPTIONS.websiteId,
  event,
  data: { website_id: OPTIONS.websiteId, session_id: SESSION, ...data },
  timestamp: NOW - 50,
});
const text = (from: string, content: unknown, extra: object = {}) => ({
  type: "text",
  from,
  origin: "chat",
  content,
  fingerprint: 163_239_623_329_114,
  stamped: true,
  user: { nickname: "Jo", user_id: SESSION },
  ...extra,
});
const dispatched = answer(202, { error: false, reason: "dispatched", data: { fingerprint: 163_239_623_329_115 } });
const refusal = (status: number, reason: string) => answer(status, { error: true, reason, data: {} });
const sign = (body: Uint8Array, at: number) =>
  createHmac("sha256", OPTIONS.hookSecret).update(`[${at};`).update(body).update("]").digest("hex");

describeBridge(crisp, {
  options: OPTIONS,
  target: TARGET,
  accepted: () => dispatched,
  hollow: [
    ["an error with status 200", answer(200, { error: true, reason: "invalid_data", data: {} }), "reply_unreadable"],
  ],
  refusals: [
    ["wrong keys", refusal(401, "invalid_session"), "unauthorised"],
    ["not installed", refusal(403, "not_allowed"), "forbidden"],
    ["no such conversation", refusal(404, "conversation_not_found"), "conversation_not_found"],
    ["too many", refusal(429, "rate_limited"), "rate_limited"],
    ["a daily quota", refusal(429, "quota_limit_exceeded"), "quota_exhausted"],
  ],
  prove: (body, at) => ({
    headers: { "x-crisp-signature": sign(body, at), "x-crisp-request-timestamp": String(at) },
  }),
  userMessage: hook("message:send", text("user", "Where is export?")),
  emptyTurns: [
    hook("message:send", text("user", "  ")),
    hook("message:send", text("user", { url: "https://x" }, { type: "file" })),
  ],
  ownMessages: [
    hook("message:received", text("operator", "Shall I show you?", { automated: true })),
    hook("message:send", text("operator", "Hi")),
  ],
  others: [
    ["an operator writes", hook("message:received", text("operator", "Hi, Ann here")), ["human-joined"]],
    [
      "the conversation is resolved",
      hook("session:set_state", { state: "resolved" }),
      ["human-left", "conversation-ended"],
    ],
    ["it is waiting", hook("session:set_state", { state: "unresolved" }), []],
    ["somebody is assigned", hook("session:set_routing", { assigned: { user_id: "a" } }), ["human-joined"]],
    ["nobody is", hook("session:set_routing", { assigned: null }), ["human-left"]],
    ["a chat begins", hook("session:request:initiated", {}), ["conversation-started"]],
    ["another website's", { ...hook("message:send", text("user", "Hi")), website_id: "other" }, []],
  ],
});

test("a message is Markdown, from an operator, marked as automated", async () => {
  const io = scriptedIo([dispatched]);
  await crisp.post(
    { id: "m", target: TARGET, text: "Open **Billing** & [x](y)" },
    { ...OPTIONS, nickname: "Copilot" },
    io,
  );
  const token = Buffer.from(`${OPTIONS.identifier}:${OPTIONS.key}`).toString("base64");
  expect(io.requests[0]).toMatchObject({
    method: "POST",
    url: `https://api.crisp.chat/v1/website/${OPTIONS.websiteId}/conversation/${SESSION}/message`,
    headers: { authorization: `Basic ${token}`, "x-crisp-tier": "plugin" },
  });
  expect(JSON.parse(io.requests[0]?.body ?? "")).toEqual({
    type: "text",
    content: "Open **Billing** & \\[x\\](y)",
    from: "operator",
    origin: "chat",
    automated: true,
    user: { nickname: "Copilot" },
  });
});

test("chips are a picker; what is picked comes back as the chip", async () => {
  const io = scriptedIo([dispatched]);
  await crisp.post(
    { id: "m1", target: TARGET, text: "Shall I?", chips: [{ id: "tour", label: "Show me" }] },
    OPTIONS,
    io,
  );
  const content = {
    id: "m1",
    text: "Shall I?",
    choices: [{ value: "tour", label: "Show me", selected: false }],
    required: false,
  };
  expect(JSON.parse(io.requests[0]?.body ?? "")).toMatchObject({ type: "picker", content });
  const picked = { ...content, choices: [{ value: "tour", label: "Show me", selected: true }] };
  const request = anInbound(hook("message:updated", { fingerprint: 5, content: picked }));
  const headers = { "x-crisp-signature": sign(request.body, NOW), "x-crisp-request-timestamp": String(NOW) };
  expect(crisp.parseInbound({ ...request, headers }, OPTIONS, bridgeTools)).toMatchObject({
    ok: true,
    events: [{ type: "user-message", text: "Show me", chipId: "tour" }],
  });
});

test("hooks of a website carry a key instead; without either secret nothing is believed", () => {
  const { hookSecret: _, ...bare } = OPTIONS;
  const request = anInbound(hook("message:send", text("user", "Hi")), { query: { key: "website-hook-key" } });
  expect(crisp.parseInbound(request, { ...bare, hookKey: "website-hook-key" }, bridgeTools)).toMatchObject({
    ok: true,
  });
  expect(crisp.parseInbound(request, { ...bare, hookKey: "website-hook-kez" }, bridgeTools)).toMatchObject({
    status: 401,
  });
  expect(crisp.parseInbound(request, { ...bare }, bridgeTools)).toMatchObject({ ok: false, code: "signature_missing" });
});

test("typing is a compose state; a note is for operators", async () => {
  const io = scriptedIo([answer(200, { error: false, reason: "updated", data: {} }), dispatched]);
  expect(await crisp.typing?.(TARGET, true, OPTIONS, io)).toEqual({ ok: true, ids: [] });
  expect(io.requests[0]).toMatchObject({ method: "PATCH", url: expect.stringMatching(/\/compose$/) });
  await crisp.note?.({ id: "n", target: TARGET, text: "session_id: s-1" }, OPTIONS, io);
  expect(JSON.parse(io.requests[1]?.body ?? "")).toMatchObject({ type: "note", content: "session_id: s-1" });
});
