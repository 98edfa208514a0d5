import { randomUUID } from "node:crypto";
import type { Trigger } from "@usher/core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import projects from "../examples/projects/usher.config.ts";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";

// What first-light.spec.ts leaves out of the bulk edit's story: clocks, absence, second devices, and what is remembered.

const DAY_S = 86_400;

let browser: Browser;
let server: DemoServer;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

async function openProjects(path = "/demo/projects", within = context): Promise<Page> {
  const page = await within.newPage();
  await page.goto(server.url + path);
  await page.locator("h1").first().waitFor();
  return page;
}

async function save(page: Page, ...rows: readonly string[]): Promise<void> {
  for (const row of rows) {
    await page.click(`#project-edit-${row}`);
    await page.selectOption("#edit-priority", "Urgent");
    await page.click("#edit-save");
    await page.locator("#edit-save").waitFor({ state: "detached" });
  }
}

const threeSaves = (page: Page): Promise<void> => save(page, "P-1042", "P-1043", "P-1044");
const nudge = (page: Page) => page.locator("usher-root .nudge");
const card = (page: Page) => page.locator("usher-root .tour");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function expectSilence(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
  expect(await nudge(page).count()).toBe(0);
}

/** Resolves once the server has what was done so far. */
async function captured(page: Page, act: () => Promise<void>): Promise<void> {
  const sent = page.waitForResponse((response) => response.url().endsWith("/v1/capture"));
  await act();
  expect((await sent).status()).toBe(200);
}

/** Outcomes that the page reports for a tour. */
function tourEnds(page: Page): readonly string[] {
  const outcomes: string[] = [];
  page.on("request", (request) => {
    if (!/\/v1\/tours\/[^/]+\/end$/.test(request.url())) return;
    outcomes.push((JSON.parse(request.postData() ?? "{}") as { outcome: string }).outcome);
  });
  return outcomes;
}

describe("with the server as the demo runs it", () => {
  beforeAll(async () => {
    server = await startDemoServer();
  });
  afterAll(() => server.stop());

  const now = Date.now;
  const clocks: readonly [string, (agoMs: number) => number | string][] = [
    ["milliseconds", (ago) => now() - ago],
    ["epoch seconds as text", (ago) => String((now() - ago) / 1_000)],
    ["ISO 8601", (ago) => new Date(now() - ago).toISOString()],
  ];

  async function report(page: Page, ...batches: readonly (readonly (number | string)[])[]): Promise<void> {
    // The token as the page sends it: answers that a reload interrupts cannot be read.
    const stream = page.waitForRequest((request) => request.url().includes("/v1/nudges"));
    await page.reload();
    const { authorization = "" } = await (await stream).allHeaders();
    const click = (at: number | string) => ({
      id: randomUUID(),
      type: "click",
      at,
      url: `${server.url}/demo/projects`,
      element: { role: "button", label: "Save changes" },
    });
    for (const batch of batches) {
      const response = await fetch(`${server.url}/v1/capture`, {
        method: "POST",
        headers: { authorization, origin: server.url, "content-type": "application/json" },
        body: JSON.stringify({ events: batch.map(click) }),
      });
      expect(response.status).toBe(200);
    }
  }

  test.each(clocks)("S-001-D: times in %s, batches in any order: the same nudge", async (_name, at) => {
    const page = await openProjects();
    await report(page, [at(1_000)], [at(9_000), at(4_000)]);
    await nudge(page).waitFor();
  });

  test.each(clocks)("S-001-D: times in %s, too long ago: the same silence", async (_name, at) => {
    const page = await openProjects();
    await report(page, [at(1_000)], [at(200_000), at(150_000)]);
    await expectSilence(page);
  });

  test("S-001-E: with no tab to show it nothing is spent, and the next tab has it", async () => {
    const page = await openProjects();
    await page.route("**/v1/nudges", (route) => route.abort());
    await page.reload();
    await captured(page, () => threeSaves(page));
    await page.close();
    const later = await openProjects();
    await nudge(later).getByText("Updating projects one by one?").waitFor();
  });

  test("S-001-E: and has it not when bulk edit was used meanwhile", async () => {
    const page = await openProjects();
    await page.route("**/v1/nudges", (route) => route.abort());
    await page.reload();
    await captured(page, () => threeSaves(page));
    await captured(page, async () => {
      await page.click("#projects-table-options");
      await page.click("#projects-bulk-edit-toggle");
      await page.click("#project-checkbox-P-1048");
      await page.click("#bulk-apply");
    });
    await page.close();
    await expectSilence(await openProjects());
  });

  test("S-001-H: one person on two devices has one nudge; accepting it on one ends it for both", async () => {
    const path = `/demo/projects?user=maya-${randomUUID().slice(0, 8)}`;
    const first = await openProjects(path);
    const other = await browser.newContext();
    const second = await openProjects(path, other);
    await threeSaves(first);
    await nudge(first).waitFor();
    await threeSaves(second);
    await expectSilence(second);
    await button(first, "Show me").click();
    await card(first).waitFor();
    await save(second, "P-1045", "P-1046", "P-1047");
    await expectSilence(second);
    await other.close();
  });

  test("S-001-H: two people on two devices have one each", async () => {
    const first = await openProjects(`/demo/projects?user=ada-${randomUUID().slice(0, 8)}`);
    const other = await browser.newContext();
    const second = await openProjects(`/demo/projects?user=tom-${randomUUID().slice(0, 8)}`, other);
    await threeSaves(first);
    await threeSaves(second);
    await nudge(first).waitFor();
    await nudge(second).waitFor();
    await other.close();
  });
});

describe("with a policy whose times can be waited for", () => {
  beforeAll(async () => {
    // The example's triggers are code, not JSON.
    const [trigger] = (projects.products?.[0]?.triggers ?? []) as readonly Trigger[];
    if (trigger === undefined) throw new Error("The example has no trigger.");
    server = await startDemoServer({
      product: {
        triggers: [{ ...trigger, cooldownS: 1 }],
        policy: {
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
        },
      },
    });
  });
  afterAll(() => server.stop());

  async function openWithClock(): Promise<Page> {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${server.url}/demo/projects`);
    await threeSaves(page);
    await page.clock.runFor(1_000);
    await nudge(page).waitFor();
    return page;
  }

  test("S-001-F: ignored is not dismissed: it may come back when its own silence is over", async () => {
    const page = await openWithClock();
    await page.clock.runFor(21_000);
    await nudge(page).waitFor({ state: "detached" });
    await page.waitForTimeout(1_500);
    await threeSaves(page);
    await page.clock.runFor(1_000);
    await nudge(page).waitFor();
  });

  test("S-001-F: dismissed is: nothing comes back", async () => {
    const page = await openWithClock();
    await page.keyboard.press("Escape");
    await nudge(page).waitFor({ state: "detached" });
    await page.waitForTimeout(1_500);
    await threeSaves(page);
    await page.clock.runFor(1_000);
    await expectSilence(page);
  });

  test("S-001-J: a tour that is left reports so, and may be offered again after its silence", async () => {
    const page = await openProjects();
    const ends = tourEnds(page);
    await threeSaves(page);
    await button(page, "Show me").click();
    await card(page).waitFor();
    await page.click("#projects-table-options");
    await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
    await page.keyboard.press("Escape");
    await page.locator("#projects-export").waitFor({ state: "detached" });
    await card(page).getByRole("button", { name: "Skip tour" }).click();
    await expect.poll(() => ends).toEqual(["dismissed"]);
    await page.waitForTimeout(2_500);
    await save(page, "P-1045", "P-1046", "P-1047");
    await nudge(page).waitFor({ timeout: 5_000 });
  });

  test("S-001-J: a tour that is finished reports so, and is not offered again", async () => {
    const page = await openProjects();
    const ends = tourEnds(page);
    await threeSaves(page);
    await button(page, "Show me").click();
    await card(page).waitFor();
    await page.click("#projects-table-options");
    await page.click("#projects-bulk-edit-toggle");
    await page.click("#project-checkbox-P-1048");
    await page.click("#bulk-apply");
    await expect.poll(() => ends).toEqual(["completed"]);
    await page.waitForTimeout(2_500);
    await page.click("#bulk-exit");
    await save(page, "P-1045", "P-1046", "P-1047");
    await expectSilence(page);
  });
});

test("S-001-F: accepted once, not offered again", async () => {
  server = await startDemoServer();
  try {
    const page = await openProjects();
    await threeSaves(page);
    await button(page, "Open chat").click();
    await page.getByRole("log").waitFor();
    await button(page, "Close chat").click();
    await save(page, "P-1045", "P-1046", "P-1047");
    await expectSilence(page);
    await page.reload();
    await save(page, "P-1045", "P-1046", "P-1047");
    await expectSilence(page);
  } finally {
    await server.stop();
  }
});
