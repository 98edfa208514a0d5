import { answer } from "../../test/bridge-io.ts";
import { describeBridge } from "./bridge/bridge.contract.ts";
import { inkeep } from "./inkeep.ts";

const report = (type: string, extra: object = {}) => ({ type, conversation_id: "c-1", message_id: "m-1", ...extra });

describeBridge(inkeep, {
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
