import { expect, test } from "vitest";
import { anInbound, answer, bridgeTools } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { own } from "./own.ts";

const report = (type: string, extra: object = {}) => ({ type, conversation_id: "c-1", message_id: "m-1", ...extra });

describeBridge(own, {
  options: {},
  target: { sessionId: "s-1", userId: "u-1" },
  accepted: () => answer(200, {}),
  refusals: [],
  prove: () => ({ session: { sessionId: "s-1", userId: "u-1" } }),
  userMessage: report("user_message", { text: "Where do I export?", user_id: "somebody-else" }),
  emptyTurns: [report("user_message", { text: "\u200b \n" }), report("user_message")],
  ownMessages: [],
  others: [
    ["the chat opens", report("conversation_started"), ["conversation-started"]],
    ["the chat closes", report("conversation_ended"), ["conversation-ended"]],
    ["something else", report("toString"), []],
  ],
});

test("who it is comes from the session token, not from the page's words", () => {
  const request = anInbound(report("user_message", { text: "Hi", user_id: "admin", session_id: "other" }));
  const session = { sessionId: "s-1", userId: "u-1" };
  expect(own.parseInbound({ ...request, session }, {}, bridgeTools)).toMatchObject({
    ok: true,
    events: [{ person: { sessionId: "s-1", userId: "u-1" }, conversationId: "c-1" }],
  });
});
