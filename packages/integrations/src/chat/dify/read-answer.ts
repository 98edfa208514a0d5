import { createEventDecoder } from "@usher/core";
import { isObject, type JsonObject, textOf } from "../../sources/body/json-values.ts";
import { parseJson } from "../../sources/body/parse-json.ts";
import type { VendorReply } from "../bridge/message.ts";
import { readTourTag } from "./tour-tag.ts";

export interface DifyAnswer {
  readonly reply?: VendorReply;
  readonly conversationId?: string;
  readonly messageId?: string;
  /** Dify's code when its stream ended with an error. */
  readonly error?: string;
}

const MAX_EVENT = 500_000;
const CODE = /^\w{1,60}$/;

/** The whole answer of `chat-messages`, as a stream of events or as one object. */
export function readDifyAnswer(text: string): DifyAnswer {
  const events: JsonObject[] = [];
  const decode = createEventDecoder(MAX_EVENT, ({ data }) => {
    const parsed = parseJson(data);
    if (parsed.ok && isObject(parsed.value)) events.push(parsed.value);
  });
  const whole = parseJson(text);
  if (whole.ok && isObject(whole.value)) events.push({ event: "message", ...whole.value });
  else decode(`${text}\n\n`);

  let answer = "";
  let ids: Pick<DifyAnswer, "conversationId" | "messageId"> = {};
  for (const event of events) {
    const conversationId = textOf(event.conversation_id);
    const messageId = textOf(event.message_id) ?? textOf(event.id);
    ids = { ...ids, ...(conversationId && { conversationId }), ...(messageId && { messageId }) };
    switch (textOf(event.event)) {
      case "message":
      case "agent_message":
        answer += typeof event.answer === "string" ? event.answer : "";
        break;
      case "message_replace":
        // Dify's moderation takes back what was said.
        answer = typeof event.answer === "string" ? event.answer : "";
        break;
      case "error": {
        const code = textOf(event.code);
        return { ...ids, error: code !== undefined && CODE.test(code) ? code : "error" };
      }
    }
  }
  return answer.trim() === "" ? ids : { ...ids, reply: readTourTag(answer) };
}
