import { scrubText } from "../../capture/scrub-text.ts";

/** Answers to an offer are short; what is longer does not leave the page. */
const LONGEST = 80;

/**
 * The user's latest words in an event of the widget, as far as they may be an answer to an offer: short, and without
 * addresses, tokens and card-like numbers. Undefined when there are none. The widget hands its conversation to each event.
 */
export function wordsOf(event: unknown): string | undefined {
  const messages = field(field(field(event, "properties"), "conversation"), "messages");
  const last: unknown = Array.isArray(messages)
    ? messages.findLast((each) => field(each, "role") === "user")
    : undefined;
  const content = field(last, "content");
  const parts: readonly unknown[] = Array.isArray(content) ? content : [{ text: content }];
  const texts = parts.map((part) => field(part, "text")).filter((text) => typeof text === "string");
  const said = texts.join(" ").trim();
  return said === "" || said.length > LONGEST ? undefined : scrubText(said);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
