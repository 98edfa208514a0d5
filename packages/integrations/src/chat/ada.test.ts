import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { anInbound, answer, bridgeTools, NOW, scriptedIo } from "../../test/bridge-io.ts";
import { ada } from "./ada.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";

const KEY = Buffer.from("ada-signing-key-of-24-by");
const OPTIONS = {
  url: "https://example.ada.support",
  apiKey: "ada-api-key-0123456789",
  webhookSecret: `whsec_${KEY.toString("base64")}`,
};
const TARGET = { sessionId: "s-1", conversationId: "5f7e0e2c1e7c7e000f0f9c3a" };
const message = (role: string, body: string, id = "5df263b7db5a7e6ea03fae9b", type = "text") => ({
  type: "v1.conversation.message",
  timestamp: "2026-11-20T12:36:39.123+00:00",
  data: {
    message_id: "61f46e0b-fa39-4e44-850b-c1ca8f958dd3",
    conversation_id: TARGET.conversationId,
    end_user_id: "5f7e0e2c1e7c7e000f0f9c3b",
    channel: { type: "custom", id: "5f7e0e2c1e7c7e000f0f9c3c", modality: "messaging" },
    created_at: "2026-11-20T12:36:39+00:00",
    author: { id, role, avatar: null, display_name: "Jo" },
    content: { type, body },
  },
});
const happened = (type: string) => ({
  type,
  timestamp: "2026-11-20T12:36:39.123+00:00",
  data: { conversation_id: TARGET.conversationId, end_user_id: "e" },
});
const headersFor = (prefix: string, body: Uint8Array, at: number) => {
  const seconds = String(Math.floor(at / 1_000));
  const mac = createHmac("sha256", KEY).update(`msg_1.${seconds}.`).update(body).digest("base64");
  return { [`${prefix}-id`]: "msg_1", [`${prefix}-timestamp`]: seconds, [`${prefix}-signature`]: `v1,${mac}` };
};
const refusal = (status: number, type: string) => answer(status, { errors: [{ type, message: "…", details: null }] });

describeBridge(ada, {
  options: OPTIONS,
  target: TARGET,
  accepted: () => answer(200, { id: "61f46e0b-fa39-4e44-850b-c1ca8f958dd4", conversation_id: TARGET.conversationId }),
  refusals: [
    ["wrong key", refusal(401, "token_invalid"), "unauthorised"],
    ["no such conversation", refusal(404, "not_found"), "conversation_not_found"],
    ["it has ended", refusal(422, "conversation_ended"), "conversation_closed"],
    ["a wrong field", refusal(422, "validation_error"), "payload_refused"],
    ["too many", refusal(429, "rate_limited"), "rate_limited"],
  ],
  prove: (body, at) => ({ headers: headersFor("svix", body, at) }),
  userMessage: message("end_user", "Where do I export?"),
  emptyTurns: [message("end_user", " "), message("end_user", "Jo has joined", "x", "presence")],
  ownMessages: [message("ai_agent", "Hi!"), message("human_agent", "Shall I show you?", "usher")],
  others: [
    ["a person writes", message("human_agent", "Hi, Ann here"), ["human-joined"]],
    ["the handoff ends", happened("v1.conversation.handoff.ended"), ["human-left"]],
    ["a conversation begins", happened("v1.conversation.created"), ["conversation-started"]],
    ["it ends", happened("v1.conversation.ended"), ["human-left", "conversation-ended"]],
    ["somebody is known", happened("v1.end_user.updated"), []],
  ],
});

test("the same signature under the standard's own names", () => {
  const request = anInbound(message("end_user", "Hi"));
  const headers = headersFor("webhook", request.body, NOW);
  expect(ada.parseInbound({ ...request, headers }, OPTIONS, bridgeTools)).toMatchObject({ ok: true });
  const rotated = { ...headers, "webhook-signature": `v1,AAAA v2,x ${headers["webhook-signature"]}` };
  expect(ada.parseInbound({ ...request, headers: rotated }, OPTIONS, bridgeTools)).toMatchObject({ ok: true });
  const later = { ...request, headers, receivedAt: NOW + 301_000 };
  expect(ada.parseInbound(later, OPTIONS, bridgeTools)).toMatchObject({ ok: false, code: "signature_expired" });
});

test("a message has an author of its own", async () => {
  const io = scriptedIo([answer(200, { id: "x" })]);
  await ada.post({ id: "m", target: TARGET, text: "Open **Billing**" }, { ...OPTIONS, displayName: "Copilot" }, io);
  expect(io.requests[0]?.url).toBe(`${OPTIONS.url}/api/v2/conversations/${TARGET.conversationId}/messages/`);
  expect(JSON.parse(io.requests[0]?.body ?? "")).toEqual({
    author: { role: "human_agent", id: "usher", display_name: "Copilot" },
    content: { type: "text", body: "Open Billing" },
  });
});
