import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import type { RasaDouble } from "../../packages/server/test/support/rasa-double.ts";
import { startDemoChat } from "../../scripts/demo-chat.mjs";
import { newVisitor, type StoryChat } from "./story-chat.ts";

/** The widget shows a bubble after up to 3 s, one after the other. */
const BUBBLES = { timeout: 15_000, interval: 50 };

export interface RasaChat extends StoryChat {
  readonly double: RasaDouble;
}

/** The real rasa-webchat, as `npm run demo -- --chat=rasa` serves it. */
export async function startRasaChat(): Promise<RasaChat> {
  const demo = await startDemoChat("rasa", ["projects", "nexus-cloud"], () => {});
  return {
    name: "rasa",
    double: demo.double,
    product: demo.product,
    appOf: (example) => demo.apps[example],
    newVisitor: (browser) => newVisitor(browser, { width: 1500, height: 1500 }),
    async ready(page) {
      await launcher(page).waitFor();
      await senderId(page);
    },
    async opened(page, question, steps) {
      await vi.waitFor(async () => expect(await bubbles(page)).toHaveLength(2), BUBBLES);
      const [first, second] = await bubbles(page);
      expect(first).toContain(question);
      expect(second).toContain(steps);
    },
    close: (page) => launcher(page).click(),
    isOpen: async (page) => (await page.locator(".rw-conversation-container").count()) > 0,
    text: async (page) => (await bubbles(page)).join("\n"),
    stop: demo.stop,
  };
}

export const launcher = (page: Page) => page.locator(".rw-launcher");

/** What the bot said; an empty bubble is one that is still being "typed". */
async function bubbles(page: Page): Promise<readonly string[]> {
  return (await page.locator(".rw-response").allInnerTexts()).filter((text) => text.trim() !== "");
}

/** The widget's id for the conversation of a page, once it has one. */
export async function senderId(page: Page): Promise<string> {
  const read = () => page.evaluate(() => JSON.parse(sessionStorage.getItem("chat_session") ?? "{}").session_id ?? "");
  return vi.waitUntil(read, BUBBLES);
}
