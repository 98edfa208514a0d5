import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";

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
afterEach(async () => {
  await context.close();
  await server.stop();
});

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/demo/projects?usher=debug`);
  await page.locator("#project-edit-P-1042").waitFor();
  return page;
}

const overlay = (page: Page) => page.locator("usher-debug section");

test("the overlay says live what every trigger waits for, stays open where opened, and goes away", async () => {
  server = await startDemoServer({ config: { debug: true } });
  const page = await open();
  await expect.poll(() => overlay(page).innerText()).toContain("bulk_edit_opportunity");
  await overlay(page).locator("summary").first().click();
  await expect.poll(() => overlay(page).innerText()).toContain(": 0 / 3");
  for (const saves of [1, 2]) {
    await page.click(`#project-edit-P-104${saves + 1}`);
    await page.selectOption("#edit-priority", "Urgent");
    await page.click("#edit-save");
    await expect.poll(() => overlay(page).innerText()).toContain(`: ${saves} / 3`);
  }
  await overlay(page).getByRole("button").click();
  expect(await overlay(page).count()).toBe(0);
});

test("without debug in the configuration it says so", async () => {
  server = await startDemoServer();
  const page = await open();
  await expect.poll(() => overlay(page).innerText()).toContain("set debug: true");
});
