import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { anInbound, answer, bridgeTools, NOW, scriptedIo } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { genericWebhook } from "./generic-webhook.ts";

const KEY = Buffer.from("generic-signing-key-0123");
const OPTIONS = { url: "https://chat.example.com/usher", secret: `whsec_${KEY.toString("base64")}` };
const TARGET = { sessionId: "s-1", userId: "u-1", conversationId: "c-1" };
const report = (type: string, extra: object = {}) => ({
  type,
  conversation_id: "c-1",
  message_id: "m-1",
  session_id: "s-1",
  ...extra,
});
const prove = (body: Uint8Array, at: number) => {
  const seconds = String(Math.floor(at / 1_000));
  const mac = createHmac("sha256", KEY).update(`msg_1.${seconds}.`).update(body).digest("base64");
  return { headers: { "webhook-id": "msg_1", "webhook-timestamp": seconds, "webhook-signature": `v1,${mac}` } };
};

describeBridge(genericWebhook, {
  options: OPTIONS,
  target: TARGET,
  accepted: () => answer(202, {}),
  isAnySuccessProof: true,
  refusals: [
    ["it does not know the conversation", answer(404, { code: "conversation_not_found" }), "conversation_not_found"],
    ["the widget is not there yet", answer(409, { code: "not_ready" }), "not_ready"],
    ["it does not accept the signature", answer(401, {}), "unauthorised"],
    ["too many", answer(429, {}), "rate_limited"],
  ],
  prove,
  userMessage: report("user_message", { text: "Hello" }),
  emptyTurns: [report("user_message", { text: " " }), report("user_message")],
  ownMessages: [],
  others: [
    ["a chip", report("user_message", { chip_id: "tour", text: "" }), ["user-message"]],
    ["a person joins", report("human_joined"), ["human-joined"]],
    ["and leaves", report("human_left"), ["human-left"]],
    ["it starts", report("conversation_started"), ["conversation-started"]],
    ["it ends", report("conversation_ended"), ["conversation-ended"]],
    ["something else", report("constructor"), []],
  ],
});

test("what goes out is signed as what comes in: the receiver can be another Usher", async () => {
  const io = scriptedIo([answer(200, { id: "shown-7", conversation_id: "c-9" })]);
  const chips = [{ id: "tour", label: "Show me" }];
  expect(await genericWebhook.post({ id: "m.1/x", target: TARGET, text: "Shall **I**?", chips }, OPTIONS, io)).toEqual({
    ok: true,
    ids: ["shown-7"],
    conversationId: "c-9",
  });
  const [sent] = io.requests;
  expect(JSON.parse(sent?.body ?? "")).toEqual({
    type: "message",
    session_id: "s-1",
    user_id: "u-1",
    conversation_id: "c-1",
    message: { id: "m.1/x", text: "Shall **I**?", format: "usher" },
    chips,
  });
  expect(sent?.headers["webhook-id"]).toBe("msg_m_1_x");
  const request = anInbound(sent?.body ?? "", { headers: sent?.headers ?? {}, receivedAt: NOW + 1_000 });
  expect(genericWebhook.verifyWebhook(request, OPTIONS, bridgeTools)).toEqual({ ok: true });
});
