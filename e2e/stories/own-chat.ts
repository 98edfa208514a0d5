import { expect, vi } from "vitest";
import { button } from "../support/host-page.ts";
import { newVisitor, type StoryChat } from "./story-chat.ts";

/** Usher's own panel. */
export const ownChat: StoryChat = {
  name: "own",
  product: {},
  appOf: () => undefined,
  newVisitor: (browser) => newVisitor(browser, { width: 1280, height: 900 }, ["error", "warning"]),
  ready: async () => {},
  async opened(page, question, steps) {
    const log = page.getByRole("log");
    await vi.waitFor(async () => expect(await log.innerText()).toContain(steps), { timeout: 10_000, interval: 50 });
    const text = await log.innerText();
    expect(text).toContain(question);
    expect(text.indexOf(question)).toBeLessThan(text.indexOf(steps));
  },
  close: (page) => button(page, "Close chat").click(),
  isOpen: async (page) => (await page.getByRole("log").count()) > 0,
  text: (page) => page.getByRole("log").innerText(),
  stop: async () => {},
};
