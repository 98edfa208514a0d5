import type { ChatFrames } from "@usher/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseText } from "../../browser/src/chat/parse-text.ts";
import { FORBIDDEN, HOSTILE_TEXTS } from "./support/hostile-texts.ts";
import { createObedientModel, type ObedientModel } from "./support/obedient-model.ts";
import type { Frame, PageClient } from "./support/page-client.ts";
import { ORIGIN, SECRET_KEY, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const CANARY = "canary-7f3a91";
const MODEL_KEY = "sk_model_0123456789012345678901234567890123456789";

let server: TestServer;
let model: ObedientModel;
beforeAll(async () => {
  model = createObedientModel();
  const llm = { baseUrl: "http://127.0.0.1:9", model: "double", apiKey: MODEL_KEY };
  server = await startTestServer(sampleConfig({}, { llm }), { model });
  const victim = await server.page();
  await victim.capture(
    { type: "page_view", title: `${CANARY} title` },
    { element: { role: "button", label: `${CANARY} label` }, properties: { plan: `${CANARY} property` } },
  );
  await victim.chat({ message: `my secret is ${CANARY}` });
  model.prompts.length = 0;
});
afterAll(() => server.stop());

/** Where a hostile text can come from. */
const CHANNELS: Readonly<Record<string, (page: PageClient, text: string) => Promise<unknown>>> = {
  "a project's name": (page, text) => page.capture({ element: { role: "link", label: text } }),
  "an aria-label": (page, text) => page.capture({ element: { role: "button", label: `Open ${text}`, tag: "button" } }),
  "a page's title": (page, text) => page.capture({ type: "page_view", title: text }),
  "a property of an event": (page, text) =>
    page.capture({ type: "custom", name: "project_opened", properties: { name: text, [text.slice(0, 40)]: "x" } }),
  "a turn of the chat": (page, text) => page.chat({ message: text }),
};

describe.each(Object.entries(CHANNELS))("%s", (_, plant) => {
  test.each(HOSTILE_TEXTS)("%s", async (text) => {
    const page = await server.page();
    await page.threeSaves();
    const { session_id: sessionId } = page.session;
    const before = await rulesOf(page);
    await plant(page, text);
    const frames = await page.chat({ message: "How do I do this?" });
    const said = replyOf(frames);
    expect(said).not.toBe("");
    expect(said).not.toMatch(FORBIDDEN);
    expect(said).not.toContain(CANARY);
    for (const block of parseText(said)) {
      const inlines = block.type === "list" ? block.items.flat() : block.lines.flat();
      expect(["text", "strong", "code"]).toEqual(expect.arrayContaining(inlines.map(({ type }) => type)));
    }
    expect(await rulesOf(page)).toEqual(before);
    const stored = await server.store.chatHistory("projects", sessionId, 50);
    for (const message of stored.filter(({ role }) => role === "assistant")) {
      expect(message.text).not.toMatch(FORBIDDEN);
    }
  });
});

test("no prompt held another user's data, a key or a token", () => {
  expect(model.prompts.length).toBeGreaterThanOrEqual(150);
  for (const prompt of model.prompts) {
    const all = JSON.stringify(prompt);
    expect(all).not.toContain(CANARY);
    expect(all).not.toContain(SECRET_KEY);
    expect(all).not.toContain(MODEL_KEY);
  }
});

test("page text can neither end its part of the prompt nor begin another", () => {
  for (const { system } of model.prompts) {
    expect(system.match(/^HOW TO:$/gm)).toHaveLength(1);
    expect(system.match(/^RULES:$/gm)).toHaveLength(1);
    expect(system).not.toMatch(/[\u200b\u202e]/);
  }
});

/** What nobody but the configuration and the person may change. */
async function rulesOf(page: PageClient): Promise<unknown> {
  const answer = await fetch(`${server.url}/v1/preferences`, {
    headers: { authorization: `Bearer ${page.session.token}`, origin: ORIGIN },
  });
  return { preferences: await answer.json(), policy: server.products.byId("projects")?.rules.policy };
}

function replyOf(frames: readonly Frame<ChatFrames>[]): string {
  let text = "";
  for (const { event, data } of frames) {
    const piece = data as { readonly text?: string };
    // What was on screen for a moment counts as well.
    if (event === "reply-delta" || event === "reply-replace") text += `${piece.text}\n`;
  }
  return text;
}
