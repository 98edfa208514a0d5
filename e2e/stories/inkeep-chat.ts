import { rm } from "node:fs/promises";
import { expect, vi } from "vitest";
import { type InkeepDouble, startInkeepDouble } from "../../packages/server/test/support/inkeep-double.ts";
import { buildExample } from "../inkeep/build-example.ts";
import { chatText, newVisitor, panel } from "../inkeep/widget.ts";
import type { StoryChat } from "./story-chat.ts";

export interface InkeepChat extends StoryChat {
  readonly double: InkeepDouble;
}

/** The real @inkeep/cxkit-react in a drawer that stays mounted. */
export async function startInkeepChat(): Promise<InkeepChat> {
  const double = await startInkeepDouble();
  const apps = { "nexus-cloud": await buildExample("nexus-cloud"), projects: await buildExample("projects") };
  return {
    name: "inkeep",
    double,
    product: {},
    appOf: (example) => apps[example],
    newVisitor: (browser) => newVisitor(browser, double),
    ready: (page) => page.locator("#inkeep-toggle").waitFor(),
    async opened(page, question) {
      await vi.waitFor(async () => expect(await chatText(page)).toContain(question), { timeout: 15_000, interval: 50 });
    },
    close: (page) => page.click("#inkeep-toggle"),
    isOpen: (page) => panel(page).isVisible(),
    text: chatText,
    async stop() {
      await double.stop();
      await Promise.all(Object.values(apps).map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
