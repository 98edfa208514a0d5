import { countWithin, defineTrigger, discovered } from "@usher/core";
import type { ProductConfig } from "@usher/server";
import projects from "../../examples/projects/usher.config.ts";
import { exampleTrigger } from "../support/example-trigger.ts";
import { button, card, expectSilence, nudge, tourEnds } from "../support/host-page.ts";
import { editInBulk, openMenuTwice, threeMoreSaves, threeSaves } from "../support/projects-page.ts";
import { LAST_STEP, QUESTION } from "./bulk-edit.ts";
import type { Act, Scene } from "./tell-story.ts";

// What becomes of the bulk edit's offers later: with policies whose times can be waited for.

const DAY_S = 86_400;
const oneByOne = exampleTrigger(projects);
const MENU_AGAIN = "Looking for something in this menu?";
const menuAgain = defineTrigger({
  id: "menu_again",
  page: "/demo/projects",
  when: countWithin({ type: "click", label: "table options", page: "/demo/projects", atLeast: 2, withinS: 120 }),
  until: discovered({ type: "click", label: "apply to" }),
  howTo: oneByOne.howTo,
  offer: { body: MENU_AGAIN },
});

const shortTimes: NonNullable<ProductConfig["policy"]> = {
  ...{ holdoutShare: 0, minGapS: 0, cooldownPeriodS: 0, interactionTimeoutS: 1, perSession: 9, perDay: 9 },
  ...{ ignoredQuietS: 1, acceptedQuietS: 1, dismissedQuietS: [DAY_S, DAY_S], completedQuietS: DAY_S },
};
/** Longer than any of those times that ends. */
const TIMES_ARE_OVER_MS = 1_500;

const timed: readonly Scene[] = [
  {
    title: "S-001-F: ignored, it may come back when its own silence is over; dismissed, it does not",
    chats: ["own", "inkeep"],
    async play({ open, context }) {
      await context.clock.install();
      const page = await open();
      await threeSaves(page);
      await page.clock.runFor(1_000);
      await nudge(page).waitFor();
      await page.clock.runFor(21_000);
      await nudge(page).waitFor({ state: "detached" });
      await page.waitForTimeout(TIMES_ARE_OVER_MS);
      await threeMoreSaves(page);
      await page.clock.runFor(1_000);
      await nudge(page).waitFor();
      await page.keyboard.press("Escape");
      await nudge(page).waitFor({ state: "detached" });
      await page.waitForTimeout(TIMES_ARE_OVER_MS);
      await threeSaves(page);
      await page.clock.runFor(1_000);
      await expectSilence(page);
    },
  },
  {
    title: "S-001-I: a click after the server's time-out is honoured: the chat opens all the same",
    async play({ open, openChat, complaints, expect }) {
      const page = await open();
      await threeSaves(page);
      await nudge(page).waitFor();
      await page.waitForTimeout(2_500);
      await openChat(page, QUESTION, LAST_STEP);
      expect(complaints).toEqual([]);
    },
  },
  {
    title:
      "S-001-J: a tour that is left reports so and may be offered again; one that is finished reports so and is not",
    async play({ open, chat, expect }) {
      const page = await open();
      const ends = tourEnds(page);
      await threeSaves(page);
      await button(page, "Show me").click();
      await card(page).getByText("Step 1 of 4").waitFor();
      await page.click("#projects-table-options");
      await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
      await page.keyboard.press("Escape");
      await page.locator("#projects-export").waitFor({ state: "detached" });
      await card(page).getByRole("button", { name: "Skip tour" }).click();
      await expect.poll(() => ends).toEqual(["dismissed"]);
      await page.waitForTimeout(TIMES_ARE_OVER_MS);
      await threeMoreSaves(page);
      await button(page, "Show me").click();
      await card(page).waitFor();
      await editInBulk(page);
      await expect.poll(() => ends).toEqual(["dismissed", "completed"]);
      await page.waitForTimeout(TIMES_ARE_OVER_MS);
      await page.click("#bulk-exit");
      await threeSaves(page);
      await expectSilence(page);
      expect(await chat.isOpen(page)).toBe(false);
    },
  },
];

/** `openMs`: how long the chat has been open when something else might be offered. */
function besideTheChat(openMs: number): Scene["play"] {
  return async ({ open, openChat, chat }) => {
    const page = await open();
    await threeSaves(page);
    await openChat(page, QUESTION, LAST_STEP);
    await page.waitForTimeout(openMs);
    await openMenuTwice(page);
    await expectSilence(page);
    await chat.close(page);
    await page.waitForTimeout(TIMES_ARE_OVER_MS);
    if ((await nudge(page).count()) === 0) await openMenuTwice(page);
    await nudge(page).getByText(MENU_AGAIN).waitFor({ timeout: 10_000 });
  };
}

const besideOwnPanel: Scene = {
  title: "S-001-G: nothing is offered beside the chat, however long it is open; once it is closed, offers come",
  chats: ["own"],
  play: besideTheChat(2_500),
};

const besideWidget: Scene = {
  title: "S-001-G: nothing is offered while the widget is open; once it is closed, offers come",
  chats: ["inkeep"],
  play: besideTheChat(0),
};

const noPauses = { holdoutShare: 0, minGapS: 0, cooldownPeriodS: 0 };
const example = "projects";

export const bulkEditOverTime: readonly Act[] = [
  {
    name: "the bulk edit with a policy whose times can be waited for",
    example,
    product: { triggers: [{ ...oneByOne, cooldownS: 1 }], policy: shortTimes },
    scenes: timed,
  },
  {
    name: "the bulk edit with a second trigger",
    example,
    product: { triggers: [oneByOne, menuAgain], policy: noPauses },
    scenes: [besideWidget],
  },
  {
    name: "the bulk edit with a second trigger and a server that soon takes an open chat for abandoned",
    example,
    product: { triggers: [oneByOne, menuAgain], policy: { ...noPauses, interactionTimeoutS: 1 } },
    scenes: [besideOwnPanel],
  },
];
