import { ask, chatText, INSTRUCTIONS, systemText, takeAway } from "./inkeep/widget.ts";
import { bulkEdit, QUESTION } from "./stories/bulk-edit.ts";
import { bulkEditOverTime } from "./stories/bulk-edit-over-time.ts";
import { type InkeepChat, startInkeepChat } from "./stories/inkeep-chat.ts";
import { onboarding } from "./stories/onboarding.ts";
import { type Act, type Scene, tellStory } from "./stories/tell-story.ts";
import { button, card } from "./support/host-page.ts";
import { threeSaves } from "./support/projects-page.ts";

// Both stories with the real @inkeep/cxkit-react in the page; inkeep.spec.ts has what is Inkeep's own.

const STEPS = ["Table options", "Bulk edit", "Apply to N"];

const scenes: readonly Scene<InkeepChat>[] = [
  {
    title: "S-001-B: the widget opens on the question, and its model is given the steps by their real labels",
    async play({ open, openChat, chat, complaints, expect }) {
      const page = await open();
      const before = chat.double.questions.length;
      await threeSaves(page);
      await openChat(page, QUESTION, "");
      expect(await chatText(page)).not.toMatch(INSTRUCTIONS);
      chat.double.answer(`Use ${STEPS.map((name) => `**${name}**`).join(", then ")}.`);
      await ask(page, "Yes, how?");
      await expect.poll(() => chatText(page), { timeout: 15_000 }).toContain("Apply to N");
      const told = systemText(chat.double, before);
      for (const name of STEPS) expect(told).toContain(name);
      expect(told).toMatch(/save changes/i);
      expect(await card(page).count()).toBe(0);
      expect(complaints).toEqual([]);
    },
  },
  {
    title: "S-001-B: without the widget the steps are in Usher's own panel",
    async play({ open, expect }) {
      const page = await open();
      await takeAway(page);
      await threeSaves(page);
      await button(page, "Open chat").click();
      const log = page.getByRole("log");
      await expect.poll(() => log.innerText(), { timeout: 15_000 }).toContain("Apply to N");
      expect(await log.locator("strong").allInnerTexts()).toEqual(STEPS);
    },
  },
];

const inkeep: readonly Act<InkeepChat>[] = [
  { name: "the bulk edit in the widget", example: "projects", oneByOne: true, scenes },
];

tellStory("inkeep", startInkeepChat, [...onboarding, ...bulkEdit, ...bulkEditOverTime, ...inkeep]);
