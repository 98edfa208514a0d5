import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { button, captured, card, expectSilence, nudge } from "../support/host-page.ts";
import { editInBulk, save, threeMoreSaves, threeSaves } from "../support/projects-page.ts";
import { post, tokenOf } from "../support/report.ts";
import type { Act, Scene, Stage } from "./tell-story.ts";

/** What the offer of the example says. */
export const QUESTION = "Updating projects one by one?";
/** The last of the steps that are shown in a chat. */
export const LAST_STEP = "Apply to N";

type Notation = (agoMs: number) => number | string;
const milliseconds: Notation = (ago) => Date.now() - ago;
const secondsAsText: Notation = (ago) => String((Date.now() - ago) / 1_000);
const iso: Notation = (ago) => new Date(Date.now() - ago).toISOString();

/** Sends saves as an app's own server would, beside those of the page. */
async function report(page: Page, { server, expect }: Stage, ...batches: readonly (readonly (number | string)[])[]) {
  const token = await tokenOf(page);
  const element = { role: "button", label: "Save changes" };
  const url = `${server.url}/demo/projects`;
  for (const batch of batches) {
    const events = batch.map((at) => ({ id: randomUUID(), type: "click", at, url, element }));
    expect(await post(server, token, "/v1/capture", { events })).toBe(200);
  }
}

const scenes: readonly Scene[] = [
  {
    title:
      "S-001-A: three saves bring one nudge; Show me runs through the real page, rows change, the chat stays closed",
    chats: ["own", "inkeep"],
    async play({ open, chat, complaints, expect }) {
      const page = await open();
      await save(page, "P-1042", "P-1043");
      expect(await nudge(page).count()).toBe(0);
      await save(page, "P-1044");
      await nudge(page).getByText(QUESTION).waitFor();
      await button(page, "Show me").click();
      await expect.poll(() => card(page).innerText()).toContain("Step 1 of 4");
      await page.click("#projects-table-options svg");
      await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
      await page.click("#projects-bulk-edit-toggle");
      await expect.poll(() => card(page).innerText()).toContain("Step 3 of 4");
      await page.click("#project-checkbox-P-1048");
      await expect.poll(() => card(page).innerText()).toContain("Step 4 of 4");
      await page.click("#project-checkbox-P-1050");
      await page.selectOption("#bulk-priority", "Low");
      await page.click("#bulk-apply");
      await card(page).waitFor({ state: "detached" });
      for (const name of ["Data warehouse", "Annual report"]) {
        expect(await page.locator("tr", { hasText: name }).innerText()).toContain("Low");
      }
      await expectSilence(page);
      expect(await chat.isOpen(page)).toBe(false);
      expect(complaints).toEqual([]);
    },
  },
  {
    title: "S-001-C: silence once bulk edit was found",
    chats: ["own", "inkeep"],
    async play({ open }) {
      const page = await open();
      await page.click("#projects-table-options");
      await page.click("#projects-bulk-edit-toggle");
      await page.click("#bulk-exit");
      await threeSaves(page);
      await expectSilence(page);
    },
  },
  {
    title: "S-001-C: the nudge hides on another page, is back on return, and goes when bulk edit is used",
    chats: ["own", "inkeep"],
    async play({ open, expect }) {
      const page = await open();
      await threeSaves(page);
      await nudge(page).waitFor();
      await page.getByRole("link", { name: "Dashboard" }).click();
      await expect.poll(() => nudge(page).isVisible()).toBe(false);
      await page.getByRole("link", { name: "Projects" }).click();
      await expect.poll(() => nudge(page).isVisible()).toBe(true);
      await editInBulk(page);
      await nudge(page).waitFor({ state: "detached", timeout: 5_000 });
      await page.click("#bulk-exit");
      await threeMoreSaves(page);
      await expectSilence(page);
    },
  },
  {
    title: "S-001-D: times in every notation, batches in any order: the same nudge, and too long ago the same silence",
    async play(stage) {
      for (const at of [milliseconds, secondsAsText, iso]) {
        const page = await stage.open("", (await stage.newVisitor()).context);
        await report(page, stage, [at(1_000)], [at(200_000), at(150_000)]);
        await expectSilence(page);
        await report(page, stage, [at(2_000)], [at(9_000)]);
        await nudge(page).waitFor();
      }
    },
  },
  {
    title: "S-001-E: with no tab nothing is spent, and the next tab has the nudge and its chat",
    async play({ open, openChat, context }) {
      await context.route("**/v1/nudges", (route) => route.abort());
      const page = await open();
      await captured(page, () => threeSaves(page));
      await page.close();
      await context.unroute("**/v1/nudges");
      const later = await open();
      await nudge(later).getByText(QUESTION).waitFor();
      await openChat(later, QUESTION, LAST_STEP);
    },
  },
  {
    title: "S-001-E: and has it not when bulk edit was used meanwhile",
    chats: ["own", "rasa"],
    async play({ open, context }) {
      await context.route("**/v1/nudges", (route) => route.abort());
      const page = await open();
      await captured(page, () => threeSaves(page));
      await captured(page, () => editInBulk(page));
      await page.close();
      await context.unroute("**/v1/nudges");
      await expectSilence(await open());
    },
  },
  {
    title: "S-001-F: accepted by opening the chat, it is not offered again",
    chats: ["own", "inkeep"],
    async play({ open, openChat, chat }) {
      const page = await open();
      await threeSaves(page);
      await openChat(page, QUESTION, LAST_STEP);
      await chat.close(page);
      await threeMoreSaves(page);
      await expectSilence(page);
      await page.reload();
      await threeMoreSaves(page);
      await expectSilence(page);
    },
  },
  {
    title: "S-001-F: dismissed, it does not come back for this person, also after a reload",
    chats: ["own"],
    async play({ open }) {
      const page = await open();
      await threeSaves(page);
      await nudge(page).waitFor();
      await page.keyboard.press("Escape");
      await nudge(page).waitFor({ state: "detached" });
      await threeMoreSaves(page);
      await expectSilence(page);
      await page.reload();
      await threeMoreSaves(page);
      await expectSilence(page);
    },
  },
  {
    title: "S-001-G: nothing is offered during a tour",
    chats: ["own", "inkeep"],
    async play({ open }) {
      const page = await open();
      await threeSaves(page);
      await button(page, "Show me").click();
      await card(page).waitFor();
      await page.keyboard.press("Escape");
      await card(page).waitFor({ state: "detached" });
      await threeMoreSaves(page);
      await expectSilence(page);
    },
  },
  {
    title: "S-001-H: two tabs and a second device have one nudge; the chat opens where it was accepted, and only there",
    async play({ open, openChat, chat, newVisitor, expect }) {
      const user = `?user=maya-${randomUUID().slice(0, 8)}`;
      const device = await newVisitor();
      const pages = [await open(user), await open(user), await open(user, device.context)];
      const showing = async (): Promise<readonly Page[]> => {
        const counts = await Promise.all(pages.map((page) => nudge(page).count()));
        return pages.filter((_, index) => counts[index] === 1);
      };
      await threeSaves(pages[1] as Page);
      await expect.poll(async () => (await showing()).length).toBe(1);
      await threeSaves(pages[2] as Page);
      await pages[2]?.waitForTimeout(1_000);
      expect(await showing()).toHaveLength(1);
      const [tab] = await showing();
      await openChat(tab as Page, QUESTION, LAST_STEP);
      await threeMoreSaves(pages.find((page) => page !== tab) as Page);
      await Promise.all(pages.map(expectSilence));
      for (const page of pages) expect(await chat.isOpen(page)).toBe(page === tab);
    },
  },
  {
    title: "S-001-H: two people on two devices have one each",
    chats: ["own"],
    async play({ open, newVisitor }) {
      const pages = [
        await open(`?user=ada-${randomUUID().slice(0, 8)}`),
        await open(`?user=tom-${randomUUID().slice(0, 8)}`, (await newVisitor()).context),
      ];
      for (const page of pages) await threeSaves(page);
      for (const page of pages) await nudge(page).waitFor();
    },
  },
];

export const bulkEdit: readonly Act[] = [{ name: "the bulk edit", example: "projects", scenes }];
