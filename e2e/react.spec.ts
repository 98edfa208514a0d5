import { rm } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  INKEEP_DOUBLE_KEY,
  type InkeepDouble,
  startInkeepDouble,
} from "../packages/server/test/support/inkeep-double.ts";
import { buildPage } from "./inkeep/build-page.ts";
import type { InkeepPage } from "./inkeep/inkeep-page.ts";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";

// @usher/react in a page of its own, under StrictMode; the page is the onboarding's to the server.

let browser: Browser;
let built: string;
let server: DemoServer;
let inkeep: InkeepDouble;
let context: BrowserContext;
let requests: string[];
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
  built = await buildPage();
  inkeep = await startInkeepDouble();
  server = await startDemoServer({
    example: "nexus-cloud",
    config: { staticFiles: [{ path: "/demo/nexus-cloud", dir: built, spa: true }] },
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await inkeep.stop();
  await rm(built, { recursive: true, force: true });
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  requests = [];
  complaints = [];
  context.on("request", (request) => {
    if (request.method() === "POST") requests.push(`${new URL(request.url()).pathname} ${request.postData() ?? ""}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("script tag")) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  await context.route(/fonts\.(googleapis|gstatic)\.com/, (route) =>
    route.fulfill({ body: "", contentType: "text/css" }),
  );
});
afterEach(() => context.close());

async function openPage(): Promise<Page> {
  const page = await context.newPage();
  const { apiBaseUrl, analyticsApiBaseUrl } = inkeep;
  const wanted: InkeepPage = { apiKey: INKEEP_DOUBLE_KEY, apiBaseUrl, analyticsApiBaseUrl, intro: "Hello." };
  await page.addInitScript((given) => Object.assign(window, { inkeepPage: given }), wanted);
  await page.goto(`${server.url}/demo/nexus-cloud/`);
  await page.locator("#open-step").waitFor();
  return page;
}

test("StrictMode starts one session; the offer is the hook's; the chat mounts when the offer opens it, and says when it is closed", async () => {
  const page = await openPage();
  await expect.poll(() => requests.filter((request) => request.startsWith("/v1/session")).length).toBe(1);
  expect(await page.locator("#offer").innerText()).toBe("none");
  for (let time = 0; time < 3; time++) {
    await page.click("#open-step");
    await page.waitForTimeout(80);
  }
  await page.locator("usher-root .nudge").waitFor();
  await expect.poll(() => page.locator("#offer").innerText()).toBe("shown");
  await page.getByRole("button", { name: "Open chat", exact: true }).click();
  await page.getByText("I noticed you may be stuck.").waitFor();
  await expect.poll(() => page.locator("#offer").innerText()).toBe("accepted");
  expect(await page.locator("usher-root .tour").count()).toBe(0);

  const news = (): readonly string[] => requests.filter((request) => request.startsWith("/bridge/inkeep/chat"));
  await page.click("#close");
  await expect.poll(news).toEqual(['/bridge/inkeep/chat {"event":"closed"}']);
  expect(requests.filter((request) => request.startsWith("/v1/session")).length).toBe(1);
  expect(complaints).toEqual([]);
});
