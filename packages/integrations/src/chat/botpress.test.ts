import { expect, test } from "vitest";
import { answer, scriptedIo } from "../../test/bridge-io.ts";
import { botpress } from "./botpress.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";

const OPTIONS = {
  token: "bp_pat_0123456789abcdef",
  botId: "b0a1c2d3-0000-4000-8000-000000000001",
  webhookSecret: "botpress-hook-secret-0123",
};
const TARGET = { sessionId: "s-1", conversationId: "conv_01HV4X2ZKQ7N6Y9D3T8R5M" };
const signal = (type: string, data: object) => ({
  type,
  data: {
    id: "msg_01",
    conversationId: TARGET.conversationId,
    userId: "user_01",
    createdAt: "2026-11-20T12:36:39.000Z",
    ...data,
  },
});
const created = answer(201, {
  message: { id: "msg_02", conversationId: TARGET.conversationId, direction: "outgoing" },
});
const refusal = (code: number, type: string) => answer(code, { id: "err_1", code, type, message: "…" });

describeBridge(botpress, {
  options: OPTIONS,
  target: TARGET,
  accepted: () => created,
  refusals: [
    ["wrong token", refusal(401, "Unauthorized"), "unauthorised"],
    ["another workspace's", refusal(403, "Forbidden"), "forbidden"],
    ["no such conversation", refusal(404, "ResourceNotFound"), "conversation_not_found"],
    ["a wrong field", refusal(400, "InvalidPayload"), "payload_refused"],
    ["too many", refusal(429, "RateLimited"), "rate_limited"],
    ["the plan's end", refusal(403, "QuotaExceeded"), "quota_exhausted"],
  ],
  prove: () => ({ headers: { "x-secret-key": OPTIONS.webhookSecret } }),
  userMessage: signal("message_created", { payload: { type: "text", text: "Where do I export?" }, isBot: false }),
  emptyTurns: [
    signal("message_created", { payload: { type: "text", text: "" }, isBot: false }),
    signal("message_created", { payload: { type: "image", imageUrl: "https://x" }, isBot: false }),
  ],
  ownMessages: [
    signal("message_created", { payload: { type: "text", text: "Hi" }, isBot: true }),
    signal("message_created", { payload: { type: "text", text: "Hi" }, userId: OPTIONS.botId }),
  ],
  others: [
    ["the flow hands over", signal("event_created", { payload: { type: "human_joined" } }), ["human-joined"]],
    ["the flow takes back", signal("event_created", { payload: { type: "human_left" } }), ["human-left"]],
    ["another event", signal("event_created", { payload: { type: "custom" } }), []],
    ["somebody is added", signal("participant_added", { participantId: "x" }), []],
  ],
});

test("chips are a choice", async () => {
  const io = scriptedIo([created]);
  await botpress.post(
    { id: "m", target: TARGET, text: "Shall I?", chips: [{ id: "tour", label: "Show me" }] },
    OPTIONS,
    io,
  );
  expect(io.requests[0]).toMatchObject({
    url: "https://api.botpress.cloud/v1/chat/messages",
    headers: { authorization: `Bearer ${OPTIONS.token}`, "x-bot-id": OPTIONS.botId },
  });
  expect(JSON.parse(io.requests[0]?.body ?? "")).toEqual({
    conversationId: TARGET.conversationId,
    userId: OPTIONS.botId,
    type: "choice",
    payload: { text: "Shall I?", options: [{ label: "Show me", value: "tour" }] },
    tags: {},
  });
});
