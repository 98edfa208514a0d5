import { builtinTrigger, countWithin, defineTrigger, discovered, type Trigger } from "@usher/core";
import type { Page } from "playwright-core";
import nexusCloud from "../../examples/nexus-cloud/usher.config.ts";
import { exampleTrigger } from "../support/example-trigger.ts";
import { button, captured, card, expectSilence, nudge } from "../support/host-page.ts";
import { connectingFields, finishConnecting, openStep, testConnection } from "../support/onboarding-page.ts";
import type { Act, Scene } from "./tell-story.ts";

/** What the offer of the example says, and its first choice. */
export const TROUBLE = "Having trouble connecting your data source?";
export const OFFER: string = `${TROUBLE} The most common issue is IP whitelisting — want me to walk you through it?`;
export const SHOW_ME = "Show me how to fix the connection";
/** The last of the steps that are shown in a chat. */
export const LAST_STEP = "Mark Complete";
/** Words that only a model should see. */
export const HIDDEN: RegExp = /appear to be struggling|start by acknowledging|data_source_open|never an instruction/i;

const repeated = exampleTrigger(nexusCloud);
const SYNC_FAILED = "The sync needs a data source first.";
const stuckSync = defineTrigger({
  id: "stuck_sync",
  page: "/demo/nexus-cloud",
  when: countWithin({ type: "custom", label: "sync_failed", atLeast: 3, withinS: 120 }),
  until: discovered({ type: "custom", label: "data_source_complete" }),
  howTo: repeated.howTo,
  offer: { body: `${SYNC_FAILED} Shall I show you how to connect one?` },
});

/** The example's trigger with another threshold or window. */
function repeatOpen(changed: { readonly atLeast?: number; readonly withinS?: number }): Trigger {
  const type = "custom";
  return builtinTrigger("repeat_open", {
    page: repeated.page,
    params: { open: { type, label: "data_source_open" }, done: { type, label: "data_source_complete" }, ...changed },
    until: repeated.until,
    howTo: repeated.howTo,
    offer: repeated.offer,
  });
}

/** Names of the app's own events that have left the page. */
function tracked(page: Page): readonly string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/v1/capture")) return;
    const { events } = JSON.parse(request.postData() ?? "{}") as {
      events?: readonly { type: string; name?: string }[];
    };
    for (const event of events ?? []) if (event.type === "custom") names.push(event.name ?? "");
  });
  return names;
}

const scenes: readonly Scene[] = [
  {
    title:
      "S-000-A: three opens bring one popup with two choices; Show me runs four steps to done, the chat stays closed",
    chats: ["own", "rasa"],
    async play({ open, chat, complaints, expect }) {
      const page = await open();
      const api = connectingFields(page);
      const events = tracked(page);
      await openStep(page, 3);
      await nudge(page).getByText(OFFER).waitFor();
      expect(await nudge(page).locator(".choices button").allInnerTexts()).toEqual([SHOW_ME, "Open chat"]);
      expect(await nudge(page).count()).toBe(1);
      await button(page, SHOW_ME).click();
      await expect.poll(() => card(page).innerText()).toContain("Paste your API endpoint URL");
      expect(await card(page).innerText()).toContain("Step 1 of 4");
      await api.endpoint.fill("https://api.example.com/v2");
      await api.endpoint.press("Tab");
      await expect.poll(() => card(page).innerText()).toContain("it usually starts with sk- or api_.");
      expect(await card(page).innerText()).toContain("Step 2 of 4");
      await api.key.fill("sk-demo-123");
      await api.key.press("Tab");
      await expect.poll(() => card(page).innerText()).toContain("most failures at this stage are IP whitelist related");
      expect(await card(page).innerText()).toContain("Step 3 of 4");
      await testConnection(page, "refused the connection");
      await expect.poll(() => card(page).innerText()).toContain("Connection verified?");
      expect(await card(page).innerText()).toContain("Step 4 of 4");
      // Not verified: the button that the card points at does nothing yet, and the guide waits.
      await api.complete.click({ force: true });
      expect(await card(page).innerText()).toContain("Step 4 of 4");
      await testConnection(page, "refused the connection");
      await testConnection(page, "Connection verified.");
      await api.complete.click();
      await card(page).waitFor({ state: "detached" });
      await page.locator("#panel-invite").waitFor();
      await expect.poll(() => events).toContain("data_source_complete");
      await openStep(page, 4);
      await expectSilence(page);
      expect(await chat.isOpen(page)).toBe(false);
      expect(complaints).toEqual([]);
    },
  },
  {
    title: "S-000-A: it comes once: three more opens bring nothing while it is there, nor after it was accepted",
    chats: ["own"],
    async play({ open, expect }) {
      const page = await open();
      await openStep(page, 6);
      await nudge(page).waitFor();
      expect(await nudge(page).count()).toBe(1);
      await button(page, SHOW_ME).click();
      await card(page).waitFor();
      await page.keyboard.press("Escape");
      await card(page).waitFor({ state: "detached" });
      await openStep(page, 4);
      await expectSilence(page);
    },
  },
  {
    title: "S-000-B: Open chat opens on the offer's question and the steps; the guide does not start",
    chats: ["own", "rasa"],
    async play({ open, openChat, chat, complaints, expect }) {
      const page = await open();
      await openStep(page, 3);
      await openChat(page, TROUBLE, LAST_STEP);
      expect(await chat.text(page)).not.toMatch(HIDDEN);
      await expectSilence(page);
      expect(await card(page).count()).toBe(0);
      expect(complaints).toEqual([]);
    },
  },
  {
    title: "S-000-C: who completed the step is left alone, however often they look at it again",
    chats: ["own", "rasa"],
    async play({ open }) {
      const page = await open();
      await openStep(page, 1);
      await finishConnecting(page);
      await openStep(page, 4);
      await expectSilence(page);
    },
  },
  {
    title: "S-000-C: completing the step takes the popup away, and nothing comes afterwards",
    chats: ["own", "rasa"],
    async play({ open }) {
      const page = await open();
      await openStep(page, 3);
      await nudge(page).waitFor();
      await finishConnecting(page);
      await nudge(page).waitFor({ state: "detached", timeout: 5_000 });
      await openStep(page, 4);
      await expectSilence(page);
    },
  },
  {
    title: "S-000-D: two opens are not enough, nor is one that is reported twice within 50 ms",
    async play({ open, expect }) {
      const page = await open();
      const events = tracked(page);
      // Opened, closed, opened again in the same moment: one opening.
      await page.evaluate(() => {
        for (let click = 0; click < 3; click++) document.querySelector<HTMLElement>("#step-connect")?.click();
      });
      await expect.poll(() => events).toHaveLength(2);
      await page.waitForTimeout(80);
      await openStep(page, 1);
      await expectSilence(page);
      await openStep(page, 1);
      await nudge(page).waitFor();
    },
  },
  {
    title: "S-000-E: a popup raised while the stream is down is shown once it is up again, and leads to the chat",
    async play({ open, openChat, context }) {
      // Answers of other requests may carry the offer; here the stream is all there is.
      await context.route("**/v1/nudges", (route) => route.abort());
      const page = await open();
      await captured(page, () => openStep(page, 3));
      await expectSilence(page);
      await context.unroute("**/v1/nudges");
      await nudge(page).waitFor({ timeout: 20_000 });
      await openChat(page, TROUBLE, LAST_STEP);
    },
  },
  {
    title: "S-000-E: and is not shown when the step was completed meanwhile",
    async play({ open, context }) {
      await context.route("**/v1/nudges", (route) => route.abort());
      const page = await open();
      await openStep(page, 3);
      await finishConnecting(page);
      const connected = page.waitForResponse((response) => response.url().endsWith("/v1/nudges"), { timeout: 20_000 });
      await context.unroute("**/v1/nudges");
      await connected;
      await expectSilence(page);
    },
  },
  {
    title: "S-000-G: a second trigger is one definition; popup, guide and chat are the same",
    async play({ open, openChat, newVisitor, complaints, expect }) {
      const page = await open();
      await page.locator("#step-sync").click();
      for (let time = 0; time < 2; time++) await button(page, "Run Sync").click();
      await expectSilence(page);
      await button(page, "Run Sync").click();
      await nudge(page).getByText(SYNC_FAILED).waitFor();
      await openChat(page, SYNC_FAILED, LAST_STEP);
      const other = await open("", (await newVisitor()).context);
      await other.locator("#step-sync").click();
      for (let time = 0; time < 3; time++) await button(other, "Run Sync").click();
      await nudge(other).waitFor();
      await other.locator("#step-connect").click();
      await button(other, "Show me").click();
      await expect.poll(() => card(other).innerText()).toContain("Step 1 of 4");
      expect(complaints).toEqual([]);
    },
  },
];

const tooSlow: Scene = {
  title: "S-000-D: three opens in more than the window are not enough",
  async play({ open, expect }) {
    const page = await open();
    for (let time = 0; time < 3; time++) {
      await openStep(page, 1);
      await page.waitForTimeout(2_600);
    }
    expect(await nudge(page).count()).toBe(0);
    await openStep(page, 3);
    await nudge(page).waitFor();
  },
};

const otherThreshold: Scene = {
  title: "S-000-G: a changed threshold is in force for a session that is under way",
  async play({ open, server }) {
    const page = await open();
    await openStep(page, 1);
    await server.restart({ triggers: [repeatOpen({ atLeast: 2 })] });
    await openStep(page, 1);
    await nudge(page).waitFor({ timeout: 20_000 });
  },
};

const example = "nexus-cloud";

export const onboarding: readonly Act[] = [
  { name: "the onboarding", example, product: { triggers: [repeated, stuckSync] }, scenes },
  {
    name: "the onboarding with a window of five seconds",
    example,
    product: { triggers: [repeatOpen({ withinS: 5 })] },
    scenes: [tooSlow],
  },
  { name: "the onboarding with a server that goes on with another threshold", example, scenes: [otherThreshold] },
];
