import { expect, test } from "vitest";
import {
  intercomLabelPromptsUrl,
  intercomQuickReplyLabels,
  intercomQuickReplyPayload,
  intercomWebhookUrl,
  labelPromptsRequest,
} from "./label-prompts.ts";
import { intercomLinkScript } from "./link-script.ts";

test("labels: trimmed, without empty ones, three at most", () => {
  expect(intercomQuickReplyLabels([" a ", "", "  ", "b", "c", "d"])).toEqual(["a", "b", "c"]);
});

test("options without ids are known by their label, and never by the same word", () => {
  const { reply_options: options, ...rest } = intercomQuickReplyPayload("7", "Need a hand?", ["Yes!", "Yes?", "はい"]);
  expect(rest).toEqual({ message_type: "quick_reply", type: "admin", admin_id: "7", body: "Need a hand?" });
  expect(options).toEqual([
    { text: "Yes!", uuid: "yes" },
    { text: "Yes?", uuid: "yes-2" },
    { text: "はい", uuid: "option" },
  ]);
});

test("addresses have a scheme, one slash and a product", () => {
  expect(intercomWebhookUrl("usher.example.com/", "projects")).toBe(
    "https://usher.example.com/chatbot-webhook/projects",
  );
  expect(intercomLabelPromptsUrl("http://localhost:4000", "p 1")).toBe(
    "http://localhost:4000/intercom/proactive/p%201",
  );
  for (const wrong of ["", "  ", "a/b", ".."]) expect(() => intercomWebhookUrl("h", wrong)).toThrow(RangeError);
});

test("the request for labels is trimmed and counts one action unless told", () => {
  expect(labelPromptsRequest(" s ", " c ")).toEqual({ session_id: "s", conversation_id: "c", action_count: 1 });
  expect(labelPromptsRequest("s", "c", 4).action_count).toBe(4);
});

test("the link script posts what Messenger tells it, and cannot be broken out of", () => {
  const calls: unknown[] = [];
  const script = intercomLinkScript("usher.example.com", "a<!--<script>", { sessionIdJs: "'s-1'", tokenJs: "'tok'" });
  expect(script.match(/<\/script>/g)).toHaveLength(1);
  const code = script.replace(/^<script>|<\/script>$/g, "");
  const listeners: Record<string, (id: string) => void> = {};
  const intercom = (event: string, listener: (id: string) => void) => {
    listeners[event] = listener;
  };
  const send = (...given: readonly unknown[]) => {
    calls.push(given);
    return Promise.resolve();
  };
  new Function("window", "fetch", code)({ Intercom: intercom }, send);
  listeners.onConversationStarted?.("419");
  listeners.onConversationStarted?.("");
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject([
    "https://usher.example.com/sessions/link",
    {
      method: "POST",
      headers: { Authorization: "Bearer tok" },
      body: JSON.stringify({ product_id: "a<!--<script>", session_id: "s-1", conversation_id: "419" }),
    },
  ]);
});
