import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { builtinTrigger, countWithin, defineTrigger, discovered, type Trigger } from "@usher/core";
import type { ProductConfig } from "@usher/server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import nexusCloud from "../examples/nexus-cloud/usher.config.ts";
import projects from "../examples/projects/usher.config.ts";
import { type InkeepDouble, startInkeepDouble } from "../packages/server/test/support/inkeep-double.ts";
import { buildExample } from "./inkeep/build-example.ts";
import { ask, chatText, INSTRUCTIONS, newVisitor, panel, systemText, takeAway } from "./inkeep/widget.ts";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";
import { button, captured, card, expectSilence, nudge, tourEnds } from "./support/host-page.ts";
import { finishConnecting, openStep } from "./support/onboarding-page.ts";
import { editInBulk, save, threeMoreSaves, threeSaves } from "./support/projects-page.ts";

// Both stories with the real @inkeep/cxkit-react in the page; inkeep.spec.ts has what is Inkeep's own.

const DAY_S = 86_400;
const QUESTION = "Updating projects one by one?";
const STEPS = ["Table options", "Bulk edit", "Apply to N"];

const repeated = firstTrigger(nexusCloud.products);
const oneByOne = firstTrigger(projects.products);
const stuckSync = defineTrigger({
  id: "stuck_sync",
  page: "/demo/nexus-cloud",
  when: countWithin({ type: "custom", label: "sync_failed", atLeast: 3, withinS: 120 }),
  until: discovered({ type: "custom", label: "data_source_complete" }),
  howTo: repeated.howTo,
  offer: { body: "The sync needs a data source first. Shall I show you how to connect one?" },
});
const menuAgain = defineTrigger({
  id: "menu_again",
  page: "/demo/projects",
  when: countWithin({ type: "click", label: "table options", page: "/demo/projects", atLeast: 2, withinS: 120 }),
  until: discovered({ type: "click", label: "apply to" }),
  howTo: oneByOne.howTo,
  offer: { body: "Looking for something in this menu?" },
});

type Example = "nexus-cloud" | "projects";

let browser: Browser;
let inkeep: InkeepDouble;
let built: Readonly<Record<Example, string>>;
let server: DemoServer;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
  inkeep = await startInkeepDouble();
  built = { "nexus-cloud": await buildExample("nexus-cloud"), projects: await buildExample("projects") };
});
afterAll(async () => {
  await browser.close();
  await inkeep.stop();
  await Promise.all(Object.values(built).map((folder) => rm(folder, { recursive: true, force: true })));
});
beforeEach(async () => {
  ({ context, complaints } = await newVisitor(browser, inkeep));
});
afterEach(() => context.close());

function firstTrigger(products: readonly Partial<ProductConfig>[] | undefined): Trigger {
  // The examples' triggers are code, not JSON.
  const [trigger] = (products?.[0]?.triggers ?? []) as readonly Trigger[];
  if (trigger === undefined) throw new Error("The example has no trigger.");
  return trigger;
}

/** The server of a group of tests. */
function serve(example: Example, product: Partial<ProductConfig> = {}): void {
  beforeAll(async () => {
    const staticFiles = [{ path: `/demo/${example}`, dir: built[example], spa: true }];
    server = await startDemoServer({ example, product, config: { staticFiles } });
  });
  afterAll(() => server.stop());
}

async function open(path: string, within = context): Promise<Page> {
  const page = await within.newPage();
  await page.goto(server.url + path);
  await page.locator("#inkeep-toggle").waitFor();
  return page;
}

const openOnboarding = (within = context): Promise<Page> => open("/demo/nexus-cloud", within);
const openProjects = (user = "", within = context): Promise<Page> => open(`/demo/projects${user}`, within);

/** Accepts the offer by talking about it. */
async function openChat(page: Page, question: string): Promise<void> {
  await button(page, "Open chat").click();
  await expect.poll(() => chatText(page), { timeout: 15_000 }).toContain(question);
}

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

describe("the onboarding", () => {
  serve("nexus-cloud", { triggers: [repeated, stuckSync] });

  test("S-000-D: two opens are not enough, nor is one that is reported twice within 50 ms", async () => {
    const page = await openOnboarding();
    // Opened, closed, opened again in the same moment: one opening.
    await page.evaluate(() => {
      for (let click = 0; click < 3; click++) document.querySelector<HTMLElement>("#step-connect")?.click();
    });
    await page.waitForTimeout(80);
    await openStep(page, 1);
    await expectSilence(page);
    await openStep(page, 1);
    await nudge(page).waitFor();
  });

  test("S-000-E: a nudge raised while the stream is down is shown once it is up again, and leads to the widget", async () => {
    await context.route("**/v1/nudges", (route) => route.abort());
    const page = await openOnboarding();
    await captured(page, () => openStep(page, 3));
    await expectSilence(page);
    await context.unroute("**/v1/nudges");
    await nudge(page).waitFor({ timeout: 20_000 });
    await openChat(page, "want me to walk you through it?");
  });

  test("S-000-E: and is not shown when the step was completed meanwhile", async () => {
    await context.route("**/v1/nudges", (route) => route.abort());
    const page = await openOnboarding();
    await openStep(page, 3);
    await finishConnecting(page);
    const connected = page.waitForResponse((response) => response.url().endsWith("/v1/nudges"), { timeout: 20_000 });
    await context.unroute("**/v1/nudges");
    await connected;
    await expectSilence(page);
  });

  test("S-000-G: a second trigger reaches the same nudge and the same widget", async () => {
    const page = await openOnboarding();
    await page.locator("#step-sync").click();
    for (let time = 0; time < 3; time++) await button(page, "Run Sync").click();
    await nudge(page).getByText("The sync needs a data source first.").waitFor();
    await openChat(page, "The sync needs a data source first.");
    expect(await chatText(page)).not.toMatch(INSTRUCTIONS);
    expect(complaints).toEqual([]);
  });

  // The last one of this server: it goes on with other triggers.
  test("S-000-G: a changed threshold is in force for a session with the widget that is under way", async () => {
    const page = await openOnboarding();
    await openStep(page, 1);
    await server.restart({ triggers: [repeatOpen({ atLeast: 2 })] });
    await openStep(page, 1);
    await nudge(page).waitFor({ timeout: 20_000 });
  });
});

describe("the onboarding with a window of five seconds", () => {
  serve("nexus-cloud", { triggers: [repeatOpen({ withinS: 5 })] });

  test("S-000-D: three opens in more than the window are silence beside the widget too", async () => {
    const page = await openOnboarding();
    for (let time = 0; time < 3; time++) {
      await openStep(page, 1);
      await page.waitForTimeout(2_800);
    }
    expect(await nudge(page).count()).toBe(0);
    await openStep(page, 3);
    await nudge(page).waitFor();
  });
});

describe("the bulk edit", () => {
  serve("projects");

  test("S-001-A: three saves, one nudge, the tour on the page; rows change, and the widget stays closed", async () => {
    const page = await openProjects();
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
    await page.click("#project-checkbox-P-1050");
    await expect.poll(() => card(page).innerText()).toContain("Step 4 of 4");
    await page.selectOption("#bulk-priority", "Low");
    await page.click("#bulk-apply");
    await card(page).waitFor({ state: "detached" });
    expect(await page.locator("tr", { hasText: "Annual report" }).innerText()).toContain("Low");
    expect(await panel(page).isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  test("S-001-B: the widget opens on the question, and its model is given the steps by their real labels", async () => {
    const page = await openProjects();
    const before = inkeep.questions.length;
    await threeSaves(page);
    await openChat(page, QUESTION);
    expect(await chatText(page)).not.toMatch(INSTRUCTIONS);
    inkeep.answer(`Use ${STEPS.map((name) => `**${name}**`).join(", then ")}.`);
    await ask(page, "Yes, how?");
    await expect.poll(() => chatText(page), { timeout: 15_000 }).toContain("Apply to N");
    const told = systemText(inkeep, before);
    for (const name of STEPS) expect(told).toContain(name);
    expect(told).toMatch(/save changes/i);
    expect(await card(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("S-001-B: without the widget the steps are in Usher's own panel", async () => {
    const page = await openProjects();
    await takeAway(page);
    await threeSaves(page);
    await button(page, "Open chat").click();
    const log = page.getByRole("log");
    await expect.poll(() => log.innerText(), { timeout: 15_000 }).toContain("Apply to N");
    expect(await log.locator("strong").allInnerTexts()).toEqual(STEPS);
  });

  test("S-001-C: silence once bulk edit was found; the nudge hides on another page and goes when it is used", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.getByRole("link", { name: "Dashboard" }).click();
    await expect.poll(() => nudge(page).isVisible()).toBe(false);
    await page.getByRole("link", { name: "Projects" }).click();
    await expect.poll(() => nudge(page).isVisible()).toBe(true);
    await editInBulk(page);
    await nudge(page).waitFor({ state: "detached" });
    await page.click("#bulk-exit");
    await threeMoreSaves(page);
    await expectSilence(page);
  });

  test("S-001-D: times in any notation, batches in any order: the same verdict beside the widget", async () => {
    const page = await openProjects();
    const now = Date.now();
    await reportClicks(page, [now - 1_000], [String((now - 200_000) / 1_000), new Date(now - 150_000).toISOString()]);
    await expectSilence(page);
    await reportClicks(page, [String((now - 2_000) / 1_000)], [new Date(now - 9_000).toISOString()]);
    await nudge(page).waitFor();
  });

  test("S-001-E: with no tab nothing is spent, and the next tab has the nudge and its widget", async () => {
    await context.route("**/v1/nudges", (route) => route.abort());
    const page = await openProjects();
    await captured(page, () => threeSaves(page));
    await page.close();
    await context.unroute("**/v1/nudges");
    const later = await openProjects();
    await nudge(later).getByText(QUESTION).waitFor();
    await openChat(later, QUESTION);
  });

  test("S-001-F: accepted by opening the widget, it is not offered again", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await openChat(page, QUESTION);
    await page.click("#inkeep-toggle");
    await threeMoreSaves(page);
    await expectSilence(page);
    await page.reload();
    await threeMoreSaves(page);
    await expectSilence(page);
  });

  test("S-001-G: nothing is offered during a tour beside the widget", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await button(page, "Show me").click();
    await card(page).waitFor();
    await page.keyboard.press("Escape");
    await card(page).waitFor({ state: "detached" });
    await threeMoreSaves(page);
    await expectSilence(page);
  });

  test("S-001-H: two tabs and a second device have one nudge; opening the widget in one clears the others", async () => {
    const user = `?user=maya-${randomUUID().slice(0, 8)}`;
    const device = await newVisitor(browser, inkeep);
    const pages = [await openProjects(user), await openProjects(user), await openProjects(user, device.context)];
    await threeSaves(pages[1] as Page);
    const showing = async (): Promise<readonly Page[]> => {
      const counts = await Promise.all(pages.map((page) => nudge(page).count()));
      return pages.filter((_, index) => counts[index] === 1);
    };
    await expect.poll(async () => (await showing()).length).toBe(1);
    await threeSaves(pages[2] as Page);
    await expect.poll(async () => (await showing()).length).toBe(1);
    const [tab] = await showing();
    await openChat(tab as Page, QUESTION);
    for (const page of pages) await expectSilence(page);
    await device.context.close();
  });
});

/** Sends saves as an app's own server would, beside those of the page. */
async function reportClicks(page: Page, ...batches: readonly (readonly (number | string)[])[]): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().endsWith("/v1/session"));
  await page.reload();
  const { token } = (await (await answer).json()) as { token: string };
  const headers = { authorization: `Bearer ${token}`, origin: server.url, "content-type": "application/json" };
  const element = { role: "button", label: "Save changes" };
  const url = `${server.url}/demo/projects`;
  for (const batch of batches) {
    const events = batch.map((at) => ({ id: randomUUID(), type: "click", at, url, element }));
    const response = await fetch(`${server.url}/v1/capture`, {
      method: "POST",
      headers,
      body: JSON.stringify({ events }),
    });
    expect(response.status).toBe(200);
  }
}

describe("the bulk edit with a policy whose times can be waited for", () => {
  const policy: Partial<ProductConfig["policy"]> = {
    holdoutShare: 0,
    minGapS: 0,
    cooldownPeriodS: 0,
    interactionTimeoutS: 1,
    perSession: 9,
    perDay: 9,
    ignoredQuietS: 1,
    acceptedQuietS: 1,
    dismissedQuietS: [DAY_S, DAY_S],
    completedQuietS: DAY_S,
  };
  serve("projects", { triggers: [{ ...oneByOne, cooldownS: 1 }], policy });

  test("S-001-F: ignored, it may come back beside the widget; dismissed, it does not", async () => {
    await context.clock.install();
    const page = await openProjects();
    await threeSaves(page);
    await page.clock.runFor(1_000);
    await nudge(page).waitFor();
    await page.clock.runFor(21_000);
    await nudge(page).waitFor({ state: "detached" });
    await page.waitForTimeout(1_500);
    await threeMoreSaves(page);
    await page.clock.runFor(1_000);
    await nudge(page).waitFor();
    await page.keyboard.press("Escape");
    await nudge(page).waitFor({ state: "detached" });
    await page.waitForTimeout(1_500);
    await threeSaves(page);
    await page.clock.runFor(1_000);
    await expectSilence(page);
  });

  test("S-001-I: a click after the server's time-out opens the widget all the same", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.waitForTimeout(2_500);
    await openChat(page, QUESTION);
  });

  test("S-001-J: a tour that is left may be offered again, one that is finished is not, with the widget beside it", async () => {
    const page = await openProjects();
    const ends = tourEnds(page);
    await threeSaves(page);
    await button(page, "Show me").click();
    await card(page).getByRole("button", { name: "Skip tour" }).click();
    await expect.poll(() => ends).toEqual(["dismissed"]);
    await page.waitForTimeout(2_500);
    await threeMoreSaves(page);
    await button(page, "Show me").click();
    await card(page).waitFor();
    await editInBulk(page);
    await expect.poll(() => ends).toEqual(["dismissed", "completed"]);
    await page.waitForTimeout(2_500);
    await page.click("#bulk-exit");
    await threeSaves(page);
    await expectSilence(page);
  });
});

describe("the bulk edit with a second trigger and no pause between offers", () => {
  serve("projects", {
    triggers: [oneByOne, menuAgain],
    policy: { holdoutShare: 0, minGapS: 0, cooldownPeriodS: 0 },
  });

  test("S-001-G: nothing is offered while the widget is open; once it is closed, offers come", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await openChat(page, QUESTION);
    await openMenuTwice(page);
    await expectSilence(page);
    await page.click("#inkeep-toggle");
    await page.waitForTimeout(1_500);
    if ((await nudge(page).count()) === 0) await openMenuTwice(page);
    await nudge(page).getByText("Looking for something in this menu?").waitFor({ timeout: 10_000 });
  });
});

async function openMenuTwice(page: Page): Promise<void> {
  for (let time = 0; time < 2; time++) {
    await page.click("#projects-table-options");
    await page.locator("#projects-export").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#projects-export").waitFor({ state: "detached" });
  }
}
