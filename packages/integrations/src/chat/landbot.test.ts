import { expect, test } from "vitest";
import { answer, scriptedIo } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { landbot } from "./landbot.ts";

const OPTIONS = { token: "landbot-agent-token-0123", hookToken: "landbot-hook-token-0123", agentId: "9" };
const TARGET = { sessionId: "s-1", contactId: "42" };
const hook = (type: string, body: unknown, over: object = {}) => ({
  messages: [
    {
      type: "text",
      timestamp: 1_795_178_199.527_361,
      data: { body },
      sender: { id: type === "agent" ? 9 : 42, name: "Jo", type },
      customer: { id: 42, agent_id: null, archived: false, name: "Jo", is_external: "False", usher_session: "s-1" },
      channel: { id: 8, name: "Web chat", type: "landbot" },
      _raw: { samurai: 1, author_type: "user", uuid: "6f8d", seq: 3, read: true },
      ...over,
    },
  ],
});

describeBridge(landbot, {
  options: OPTIONS,
  target: TARGET,
  accepted: () => answer(200, { success: true, customer: { id: 42 } }),
  hollow: [["it says that it did not", answer(200, { success: false }), "reply_unreadable"]],
  refusals: [
    ["wrong token", answer(401, { errors: { token: ["Invalid token"] } }), "unauthorised"],
    ["a plan without the API", answer(402, { errors: {} }), "quota_exhausted"],
    [
      "not this customer",
      answer(412, { errors: { customer_id: ["You can't send message to this customer"] } }),
      "conversation_not_found",
    ],
    ["no such customer", answer(404, { errors: {} }), "conversation_not_found"],
    ["a wrong field", answer(422, { errors: { message: ["required"] } }), "payload_refused"],
    ["too many", answer(429, { errors: {} }), "rate_limited"],
  ],
  prove: () => ({ headers: { authorization: `Token ${OPTIONS.hookToken}` } }),
  userMessage: hook("customer", "Where do I export?"),
  emptyTurns: [hook("customer", ""), hook("customer", null)],
  ownMessages: [hook("bot", "Hi!"), hook("agent", "Shall I show you?")],
  others: [
    ["another agent writes", hook("agent", "Hi", { sender: { id: 3, type: "agent" } }), ["human-joined"]],
    ["a chat is assigned", hook("sys", "", { data: { action: "assign" } }), ["human-joined"]],
    ["a chat is given back", hook("sys", "", { data: { action: "unassign" } }), ["human-left"]],
    ["nothing", { messages: [] }, []],
  ],
});

test("text goes to the customer, without formatting", async () => {
  const io = scriptedIo([answer(200, { success: true })]);
  await landbot.post({ id: "m", target: TARGET, text: "Open **Billing**" }, OPTIONS, io);
  expect(io.requests[0]).toMatchObject({
    method: "POST",
    url: "https://api.landbot.io/v1/customers/42/send_text/",
    headers: { authorization: "Token landbot-agent-token-0123" },
    body: JSON.stringify({ message: "Open Billing" }),
  });
});
