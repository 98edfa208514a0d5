import { LAST_STEP, QUESTION } from "./stories/bulk-edit.ts";
import { ownChat } from "./stories/own-chat.ts";
import { type Act, type Scene, tellStory } from "./stories/tell-story.ts";
import { button, card, expectSilence, nudge } from "./support/host-page.ts";
import { connectingFields, fillConnection, openStep, testConnection } from "./support/onboarding-page.ts";
import { save, threeSaves } from "./support/projects-page.ts";

// What the examples have to do beside their stories: reloads, restarts, slow servers, keyboards, and what stays private.

const onboarding: readonly Scene[] = [
  {
    title: "the onboarding: keyboard alone is enough",
    async play({ open, expect }) {
      const page = await open();
      await page.locator("#step-connect").focus();
      for (let press = 0; press < 5; press++) {
        await page.keyboard.press("Enter");
        await page.waitForTimeout(80);
      }
      await nudge(page).getByText("Press F6 to go to it.").waitFor();
      await page.keyboard.press("F6");
      await page.keyboard.press("Enter");
      await card(page).waitFor();
      await connectingFields(page).endpoint.focus();
      await page.keyboard.type("https://api.example.com/v2");
      await page.keyboard.press("Tab");
      await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
      await page.keyboard.type("sk-demo-123");
      await page.keyboard.press("Enter");
      await expect.poll(() => page.getByRole("status").allInnerTexts()).toContain("Testing the connection…");
    },
  },
  {
    title: "the onboarding: the key that is typed never leaves the page",
    async play({ open, context, expect }) {
      const bodies: string[] = [];
      context.on("request", (request) => bodies.push(request.postData() ?? ""));
      const page = await open();
      await openStep(page, 1);
      await fillConnection(page);
      await testConnection(page, "refused the connection");
      await expect.poll(() => bodies.join("\n"), { timeout: 10_000 }).toContain("Test Connection");
      expect(bodies.join("\n")).not.toContain("sk-demo-123");
    },
  },
];

const bulkEdit: readonly Scene[] = [
  {
    title: "the bulk edit: the tour survives a reload and a change of route",
    async play({ open, expect }) {
      const page = await open();
      await threeSaves(page);
      await button(page, "Show me").click();
      await card(page).getByText("Step 1 of 4").waitFor();
      await page.click("#projects-table-options");
      await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
      await page.reload();
      await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
      await page.getByRole("link", { name: "Dashboard" }).click();
      await expect.poll(() => card(page).isVisible()).toBe(false);
      await page.getByRole("link", { name: "Projects" }).click();
      await page.click("#projects-table-options");
      await page.click("#projects-bulk-edit-toggle");
      await expect.poll(() => card(page).innerText()).toContain("Step 3 of 4");
    },
  },
  {
    title:
      "the bulk edit: the chat survives a reload, with its question and an answer, and leaves the focus to the page",
    async play({ open, openChat, complaints, expect }) {
      const page = await open();
      await threeSaves(page);
      await openChat(page, QUESTION, LAST_STEP);
      const log = page.getByRole("log");
      await page.reload();
      await expect.poll(() => log.innerText()).toContain(LAST_STEP);
      expect(await log.innerText()).toContain(QUESTION);
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
      await button(page, "Close chat").click();
      await page.reload();
      await page.waitForTimeout(1_000);
      expect(await log.count()).toBe(0);
      expect(complaints).toEqual([]);
    },
  },
  {
    title: "while the server is slow the card waits; when it fails it says so, and what was chosen can be tried again",
    async play({ open, expect }) {
      const page = await open();
      await threeSaves(page);
      await nudge(page).waitFor();
      let fails = true;
      await page.route("**/v1/tours/*/start", async (route) => {
        await page.waitForTimeout(500);
        await (fails ? route.abort() : route.continue());
      });
      await button(page, "Show me").click();
      await expect.poll(() => nudge(page).getAttribute("aria-busy")).toBe("true");
      await nudge(page).getByText("This did not work. Try again.").waitFor();
      fails = false;
      await button(page, "Show me").click();
      await expect.poll(() => card(page).innerText()).toContain("Step 1 of 4");
      expect(await nudge(page).count()).toBe(0);
    },
  },
  {
    title: "the bulk edit: keyboard alone is enough",
    async play({ open, expect }) {
      const page = await open();
      await threeSaves(page);
      await nudge(page).getByText("Press F6 to go to it.").waitFor();
      for (const key of ["F6", "F6", "F6", "Tab", "Shift+Tab", "Enter"]) await page.keyboard.press(key);
      await card(page).waitFor();
      await page.locator("#projects-table-options").focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
      await page.locator("#projects-bulk-edit-toggle").focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => card(page).innerText()).toContain("Step 3 of 4");
      await page.locator("#project-checkbox-P-1043").focus();
      await page.keyboard.press("Space");
      await expect.poll(() => card(page).innerText()).toContain("Step 4 of 4");
      await page.locator("#bulk-apply").focus();
      await page.keyboard.press("Enter");
      await card(page).waitFor({ state: "detached" });
    },
  },
  {
    title: "the bulk edit: what is typed never leaves the page",
    async play({ open, context, expect }) {
      const bodies: string[] = [];
      context.on("request", (request) => bodies.push(request.postData() ?? ""));
      const page = await open();
      await page.fill("#projects-search", "a very secret search");
      await page.fill("#projects-search", "");
      await page.click("#project-edit-P-1042");
      await page.fill("#edit-name", "A very secret name");
      await page.click("#edit-save");
      await page.waitForTimeout(2_500);
      expect(bodies.join("\n")).toContain("Save changes");
      expect(bodies.join("\n").toLowerCase()).not.toContain("very secret");
    },
  },
];

const restart: Scene = {
  title: "over a restart in the middle of an offer nothing is lost and nothing doubled",
  async play({ open, server, expect }) {
    const page = await open();
    await threeSaves(page);
    await nudge(page).waitFor();
    await server.restart();
    await save(page, "P-1045");
    expect(await nudge(page).count()).toBe(1);
    await button(page, "Show me").click();
    await expect.poll(() => card(page).innerText()).toContain("Step 1 of 4");
    await page.click("#projects-table-options");
    await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
    await expectSilence(page);
  },
};

const acts: readonly Act[] = [
  { name: "the onboarding", example: "nexus-cloud", scenes: onboarding },
  { name: "the bulk edit", example: "projects", scenes: bulkEdit },
  { name: "a server that is started again", example: "projects", scenes: [restart] },
];

tellStory("own", async () => ownChat, acts);
