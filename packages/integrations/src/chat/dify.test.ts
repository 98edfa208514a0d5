import { describe, expect, test } from "vitest";
import { answer, scriptedIo } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { dify, difyRecords, readDifyRetrieval, readTourTag } from "./index.ts";

const OPTIONS = { apiKey: "app-0123456789abcdef", knowledgeKey: "dify-knowledge-key-0123" };
const TARGET = { sessionId: "s-1", userId: "u-1", conversationId: "45701982-8118-4bc5-8e9b-64562b4555f2" };
const events = (...list: readonly object[]) => list.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
const ids = { message_id: "5ad4cb98", conversation_id: TARGET.conversationId };
const streamed = answer(
  200,
  events(
    { event: "message", ...ids, answer: "Open **Billing**" },
    { event: "ping" },
    { event: "agent_message", ...ids, answer: ", then save.\n[TOUR:billing-export]" },
    { event: "message_end", ...ids, metadata: { usage: {} } },
  ),
);
const refusal = (status: number, code: string) => answer(status, { code, message: "…", status });
const lookup = (query: string, over: object = {}) => ({
  knowledge_id: "s-1",
  query,
  retrieval_setting: { top_k: 2, score_threshold: 0.5 },
  ...over,
});

describeBridge(dify, {
  options: OPTIONS,
  target: TARGET,
  accepted: () => streamed,
  hollow: [
    [
      "an error in the stream",
      answer(200, events({ event: "error", ...ids, code: "provider_quota_exceeded" })),
      "quota_exhausted",
    ],
    ["an error nobody knows", answer(200, events({ event: "error", ...ids, code: "odd" })), "vendor_unavailable"],
    ["a stream that says nothing", answer(200, events({ event: "message_end", ...ids })), "reply_unreadable"],
  ],
  refusals: [
    ["wrong key", refusal(401, "unauthorized"), "unauthorised"],
    ["no such conversation", refusal(404, "not_found"), "conversation_not_found"],
    ["an app that is no chat", refusal(400, "not_chat_app"), "options_invalid"],
    ["no model", refusal(400, "provider_not_initialize"), "options_invalid"],
    ["no quota", refusal(400, "provider_quota_exceeded"), "quota_exhausted"],
    ["a wrong field", refusal(400, "invalid_param"), "payload_refused"],
    ["the model failed", refusal(400, "completion_request_error"), "vendor_unavailable"],
    ["too many", refusal(429, "too_many_requests"), "rate_limited"],
  ],
  prove: () => ({ headers: { authorization: `Bearer ${OPTIONS.knowledgeKey}` } }),
  userMessage: lookup("Where do I export?"),
  emptyTurns: [lookup(""), lookup("  ")],
  ownMessages: [],
  others: [["no look-up", { query: "x" }, []]],
});

describe("asking", () => {
  test("the offer's text is an input, never what the user is made to say", async () => {
    const io = scriptedIo([streamed]);
    const result = await dify.post({ id: "m", target: TARGET, text: "Use **bulk edit**" }, OPTIONS, io);
    expect(io.requests[0]?.url).toBe("https://api.dify.ai/v1/chat-messages");
    expect(JSON.parse(io.requests[0]?.body ?? "")).toEqual({
      inputs: { usher_text: "Use bulk edit", usher_session: "s-1" },
      query: "Please walk me through it.",
      response_mode: "streaming",
      conversation_id: TARGET.conversationId,
      user: "u-1",
    });
    expect(result).toEqual({
      ok: true,
      ids: ["5ad4cb98"],
      conversationId: TARGET.conversationId,
      reply: { text: "Open **Billing**, then save.", tourId: "billing-export" },
    });
  });

  test("an answer in one piece is read too", async () => {
    const whole = { event: "message", ...ids, mode: "chat", answer: "Hello", metadata: {} };
    const io = scriptedIo([answer(200, whole)]);
    expect(await dify.post({ id: "m", target: TARGET, text: "x" }, OPTIONS, io)).toMatchObject({
      reply: { text: "Hello" },
    });
  });

  test("what moderation takes back is not shown", async () => {
    const body = events(
      { event: "message", ...ids, answer: "bad" },
      { event: "message_replace", ...ids, answer: "Sorry." },
    );
    const io = scriptedIo([answer(200, body)]);
    expect(await dify.post({ id: "m", target: TARGET, text: "x" }, OPTIONS, io)).toMatchObject({
      reply: { text: "Sorry." },
    });
  });
});

test.each([
  ["Steps\n[TOUR:bulk-edit]", { text: "Steps", tourId: "bulk-edit" }],
  ["Steps [TOUR:none]", { text: "Steps", tourId: null }],
  ["a\n\n[TOUR:x]\n\n[TOUR:y_2]", { text: "a", tourId: "y_2" }],
  ["[TOUR:a b] [TOUR:]", { text: "[TOUR:a b] [TOUR:]" }],
  ["no tag", { text: "no tag" }],
])("the tour tag of %j", (text, expected) => {
  expect(readTourTag(text)).toEqual(expected);
});

test("external knowledge: as many records as asked for, good enough, metadata never null", () => {
  const retrieval = readDifyRetrieval(lookup("x"));
  expect(retrieval).toEqual({ knowledgeId: "s-1", query: "x", topK: 2, scoreThreshold: 0.5 });
  const records = [0.9, 0.4, 0.8, 0.7].map((score) => ({ content: "c", score, title: "t" }));
  expect(difyRecords(records, { topK: 2, scoreThreshold: 0.5 })).toEqual({
    records: [
      { content: "c", score: 0.9, title: "t", metadata: {} },
      { content: "c", score: 0.8, title: "t", metadata: {} },
    ],
  });
  expect(readDifyRetrieval(lookup("x", { retrieval_setting: { top_k: -4, score_threshold: 9 } }))).toMatchObject({
    topK: 1,
    scoreThreshold: 1,
  });
  expect(readDifyRetrieval({ query: "x" })).toBeUndefined();
});
