import { expect, test } from "vitest";
import { applyFrame, askChat, type ChatFrame, emptyChat, endStream, retryChat } from "./chat-state.ts";

const question: ChatFrame = { event: "message", data: { id: "q", role: "assistant", text: "Stuck on export?" } };
const delta = (text: string): ChatFrame => ({ event: "reply-delta", data: { id: "a", text } });
const done: ChatFrame = { event: "reply-done", data: { id: "a", source: "llm" } };

test("the question comes first, then the answer grows in one bubble", () => {
  const state = [question, delta("Open "), delta("Projects"), done].reduce(applyFrame, askChat(emptyChat, undefined));
  expect(state.entries.map((entry) => entry.text)).toEqual(["Stuck on export?", "Open Projects"]);
  expect(state.phase).toBe("done");
});

test("a replacement takes the place of what was said", () => {
  const replace: ChatFrame = { event: "reply-replace", data: { id: "a", text: "Use Export." } };
  const state = [delta("Use Import"), replace, done].reduce(applyFrame, askChat(emptyChat, "How?"));
  expect(state.entries.map((entry) => entry.text)).toEqual(["How?", "Use Export."]);
});

test("the chat waits until the first words of the answer", () => {
  const opened = askChat(emptyChat, undefined);
  expect(applyFrame(opened, question).phase).toBe("waiting");
  expect(applyFrame(opened, delta("O")).phase).toBe("streaming");
});

test("a retry keeps the person's question and drops half an answer", () => {
  const failed = endStream(applyFrame(askChat(emptyChat, "How?"), delta("Op")), true);
  expect(failed.phase).toBe("failed");
  expect(retryChat(failed)).toMatchObject({ phase: "waiting", entries: [{ text: "How?" }] });
});

test("a stream that ends without a word has failed; one that ends without `reply-done` is done", () => {
  const asked = askChat(emptyChat, "How?");
  expect(endStream(asked, false).phase).toBe("failed");
  expect(endStream(applyFrame(asked, delta("So")), false).phase).toBe("done");
});

test("a failure after the answer was complete changes nothing", () => {
  const state = [delta("So"), done].reduce(applyFrame, askChat(emptyChat, "How?"));
  expect(endStream(state, true)).toBe(state);
});
