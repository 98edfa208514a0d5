import { expect, test } from "vitest";
import { answer, scriptedIo } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { rasa } from "./rasa.ts";

const OPTIONS = { url: "http://localhost:5005", token: "rasa-token-0123", webhookSecret: "rasa-hook-secret-0123" };
const TARGET = { sessionId: "s-1", conversationId: "b1946ac92492d2347c6235b4d2611184" };
const tracker = (text: string) => ({
  tracker: {
    sender_id: TARGET.conversationId,
    latest_input_channel: "socketio",
    events: [
      { event: "session_started", timestamp: 1_795_178_100.5 },
      { event: "user", text: "EXTERNAL: EXTERNAL_proactive", parse_data: { intent: { name: "EXTERNAL_proactive" } } },
      { event: "bot", text, data: {}, timestamp: 1_795_178_200.1 },
    ],
  },
});
const refusal = (status: number, reason: string) =>
  answer(status, { version: "3.6.20", status: "failure", message: "…", reason, details: {}, help: null, code: status });

describeBridge(rasa, {
  options: OPTIONS,
  target: TARGET,
  accepted: (text) => answer(200, tracker(text)),
  hollow: [
    [
      "no such channel: the messages come back",
      answer(200, { ...tracker(""), messages: [{ text: "x" }] }),
      "not_shown",
    ],
    ["the action said nothing", answer(200, { tracker: { events: [{ event: "action" }] } }), "not_shown"],
    ["the action said something else", answer(200, tracker("Hi")), "not_shown"],
  ],
  refusals: [
    ["wrong token", refusal(401, "NotAuthenticated"), "unauthorised"],
    ["the intent is not in the domain", refusal(404, "NotFound"), "not_shown"],
    ["no API: Rasa was started without --enable-api", answer(404, "Error: Requested URL not found"), "wrong_address"],
    ["no model is loaded", refusal(409, "Conflict"), "vendor_unavailable"],
    ["the action server is down", refusal(500, "ConversationError"), "vendor_unavailable"],
  ],
  prove: () => ({ headers: { authorization: `Bearer ${OPTIONS.webhookSecret}` } }),
  userMessage: {
    sender_id: TARGET.conversationId,
    query: "How do I change many at once?",
    metadata: { userId: "u-1" },
  },
  emptyTurns: [
    { sender_id: "a", query: "", metadata: {} },
    { sender_id: "a", query: " \u200b\n" },
    { event: "user", sender_id: "a", text: null },
  ],
  ownMessages: [
    { event: "bot", sender_id: "a", text: "Hello" },
    { event: "user", sender_id: "a", text: "EXTERNAL: EXTERNAL_proactive" },
    { event: "user", sender_id: "a", text: '/EXTERNAL_proactive{"proactive_text":"x"}' },
  ],
  others: [
    ["a paused conversation is in a person's hands", { event: "pause", sender_id: "a" }, ["human-joined"]],
    ["a resumed one is not", { event: "resume", sender_id: "a" }, ["human-left"]],
    ["a session of Rasa starts", { event: "session_started", sender_id: "a" }, ["conversation-started"]],
    ["slots are none of our business", { event: "slot", sender_id: "a", name: "x" }, []],
    ["nobody's message", { query: "hello" }, []],
  ],
});

test("the request is the tutorial's, with the token", async () => {
  const io = scriptedIo([answer(200, tracker("Shall I **show** you?"))]);
  await rasa.post({ id: "m", target: TARGET, text: "Shall I **show** you?", chips: [] }, OPTIONS, io);
  expect(io.requests[0]).toEqual({
    method: "POST",
    url: `http://localhost:5005/conversations/${TARGET.conversationId}/trigger_intent?output_channel=socketio&token=rasa-token-0123`,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ name: "EXTERNAL_proactive", entities: { proactive_text: "Shall I **show** you?" } }),
    timeoutMs: 10_000,
  });
});

test("chips become lines: rasa-webchat shows what the action utters", async () => {
  const io = scriptedIo([answer(200, tracker("Shall I?\n\n• Show me\n• No thanks"))]);
  const chips = [
    { id: "tour", label: "Show me" },
    { id: "no", label: " No thanks " },
  ];
  expect(await rasa.post({ id: "m", target: TARGET, text: "Shall I?", chips }, OPTIONS, io)).toMatchObject({
    ok: true,
  });
});

test("a message waits for the widget's session", () => {
  expect(rasa.ready({ sessionId: "s-1" }, OPTIONS)).toMatchObject({ ok: false, waitsFor: "widget_session" });
});
