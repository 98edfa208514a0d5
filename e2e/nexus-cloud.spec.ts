import { builtinTrigger, countWithin, defineTrigger, discovered, type Trigger } from "@usher/core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import nexusCloud from "../examples/nexus-cloud/usher.config.ts";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";
import { type LlmDouble, startLlmDouble } from "./support/llm-double.ts";

const OFFER =
  "Having trouble connecting your data source? The most common issue is IP whitelisting — want me to walk you through it?";
const SHOW_ME = "Show me how to fix the connection";

const first = firstTrigger();

let browser: Browser;
let server: DemoServer;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  complaints = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
});
afterEach(async () => {
  await context.close();
});

function firstTrigger(): Trigger {
  // The example's triggers are code, not JSON.
  const [trigger] = (nexusCloud.products?.[0]?.triggers ?? []) as readonly Trigger[];
  if (trigger === undefined) throw new Error("The example has no trigger.");
  return trigger;
}

async function openOnboarding(path = "/demo/nexus-cloud"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.url + path);
  await page.locator("#step-connect").waitFor();
  return page;
}

/** Opens and closes the first step; after the last time it stays open. */
async function openStep(page: Page, times: number): Promise<void> {
  const toggle = page.locator("#step-connect");
  for (let time = 0; time < times; time++) {
    if ((await toggle.getAttribute("aria-expanded")) === "true") await toggle.click();
    await toggle.click();
    await page.locator("#panel-connect").waitFor();
    // A person takes longer than this; what comes within 50 ms counts as one report of one opening.
    await page.waitForTimeout(80);
  }
}

const nudge = (page: Page) => page.locator("usher-root .nudge");
const card = (page: Page) => page.locator("usher-root .tour");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const guide = (page: Page, name: string) => page.locator(`[data-guide='${name}']`);

async function expectSilence(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
  expect(await nudge(page).count()).toBe(0);
}

async function fillConnection(page: Page): Promise<void> {
  await guide(page, "api-endpoint").fill("https://api.example.com/v2");
  await guide(page, "api-key").fill("sk-demo-123");
}

async function testConnection(page: Page, says: string): Promise<void> {
  await guide(page, "test-connection").click();
  await page.getByText("Testing the connection…").waitFor();
  await page.getByText(says).waitFor();
}

async function finishConnecting(page: Page): Promise<void> {
  await fillConnection(page);
  await testConnection(page, "refused the connection");
  await testConnection(page, "refused the connection");
  await testConnection(page, "Connection verified.");
  await guide(page, "mark-complete").click();
  await page.locator("#panel-invite").waitFor();
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

describe("with the server as the demo runs it", () => {
  beforeAll(async () => {
    server = await startDemoServer({ example: "nexus-cloud" });
  });
  afterAll(() => server.stop());

  test("S-000-A: three opens bring one popup with the two choices; Show me runs four steps to done and completes", async () => {
    const page = await openOnboarding();
    const events = tracked(page);
    await openStep(page, 3);
    await nudge(page).waitFor({ timeout: 2_000 });
    await expect.poll(() => nudge(page).innerText()).toContain(OFFER);
    expect(await nudge(page).locator(".choices button").allInnerTexts()).toEqual([SHOW_ME, "Open chat"]);
    expect(await nudge(page).count()).toBe(1);

    await button(page, SHOW_ME).click();
    await expect.poll(() => card(page).innerText()).toContain("Paste your API endpoint URL");
    expect(await card(page).innerText()).toContain("Step 1 of 4");
    await guide(page, "api-endpoint").fill("https://api.example.com/v2");
    await guide(page, "api-endpoint").press("Tab");
    await expect.poll(() => card(page).innerText()).toContain("it usually starts with sk- or api_.");
    expect(await card(page).innerText()).toContain("Step 2 of 4");
    await guide(page, "api-key").fill("sk-demo-123");
    await guide(page, "api-key").press("Tab");
    await expect.poll(() => card(page).innerText()).toContain("most failures at this stage are IP whitelist related");
    expect(await card(page).innerText()).toContain("Step 3 of 4");
    await testConnection(page, "refused the connection");
    await expect.poll(() => card(page).innerText()).toContain("Connection verified?");
    expect(await card(page).innerText()).toContain("Step 4 of 4");
    // Not verified: the button that the card points at does nothing yet, and the guide waits.
    await guide(page, "mark-complete").click({ force: true });
    expect(await card(page).innerText()).toContain("Step 4 of 4");
    await testConnection(page, "refused the connection");
    await testConnection(page, "Connection verified.");
    await guide(page, "mark-complete").click();
    await card(page).waitFor({ state: "detached" });
    await page.locator("#panel-invite").waitFor();
    await expect.poll(() => events).toContain("data_source_complete");
    await expectSilence(page);
    expect(complaints).toEqual([]);
  });

  test("S-000-A: it comes once: three more opens bring nothing while it is there, nor after it was accepted", async () => {
    const page = await openOnboarding();
    await openStep(page, 6);
    await nudge(page).waitFor();
    expect(await nudge(page).count()).toBe(1);
    await button(page, SHOW_ME).click();
    await card(page).waitFor();
    await page.keyboard.press("Escape");
    await card(page).waitFor({ state: "detached" });
    await openStep(page, 4);
    await expectSilence(page);
  });

  test("S-000-B: Open chat opens on the offer's question and the steps; the guide does not start", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await button(page, "Open chat").click();
    const log = page.getByRole("log");
    await expect.poll(() => log.innerText()).toContain("Mark Complete");
    const text = await log.innerText();
    expect(text.indexOf("Having trouble connecting")).toBeLessThan(text.indexOf("API Endpoint"));
    expect(text).not.toMatch(/appear to be struggling|start by acknowledging|data_source_open/i);
    await page.waitForTimeout(1_000);
    expect(await card(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("S-000-C: who completed the step is left alone, however often they look at it again", async () => {
    const page = await openOnboarding();
    await openStep(page, 1);
    await finishConnecting(page);
    await openStep(page, 4);
    await expectSilence(page);
  });

  test("S-000-C: completing the step takes the popup away", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await nudge(page).waitFor();
    await finishConnecting(page);
    await nudge(page).waitFor({ state: "detached", timeout: 2_000 });
    await expectSilence(page);
  });

  test("S-000-D: two opens are not enough", async () => {
    const page = await openOnboarding();
    await openStep(page, 2);
    await expectSilence(page);
    await openStep(page, 1);
    await nudge(page).waitFor();
  });

  test("S-000-D: one opening that is reported twice within 50 ms counts once", async () => {
    const page = await openOnboarding();
    const events = tracked(page);
    for (let time = 0; time < 2; time++) {
      await page.evaluate(() => {
        const toggle = document.querySelector<HTMLElement>("#step-connect");
        for (let click = 0; click < 3; click++) toggle?.click();
      });
      await page.waitForTimeout(80);
      await page.locator("#step-connect").click();
      await page.waitForTimeout(80);
    }
    await expect.poll(() => events.length).toBe(4);
    await expectSilence(page);
  });

  test("S-000-E: a popup raised while the stream is down is shown once it is up again", async () => {
    const page = await context.newPage();
    await page.route("**/v1/nudges", (route) => route.abort());
    // Answers of other requests may carry the offer; here the stream is all there is.
    await page.goto(`${server.url}/demo/nexus-cloud`);
    const captured: number[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith("/v1/capture")) captured.push(response.status());
    });
    await openStep(page, 3);
    await expect.poll(() => captured.length).toBeGreaterThan(0);
    await expectSilence(page);
    await page.unroute("**/v1/nudges");
    await nudge(page).waitFor({ timeout: 20_000 });
  });

  test("S-000-E: and is not shown when the step was completed meanwhile", async () => {
    const page = await context.newPage();
    await page.route("**/v1/nudges", (route) => route.abort());
    await page.goto(`${server.url}/demo/nexus-cloud`);
    await openStep(page, 3);
    await finishConnecting(page);
    const connected = page.waitForResponse((response) => response.url().endsWith("/v1/nudges"), { timeout: 20_000 });
    await page.unroute("**/v1/nudges");
    await connected;
    await expectSilence(page);
  });

  test("S-000-F: a wrong offer id leaves the offer as it is, accepting twice is once, accepting nothing is an error", async () => {
    const page = await openOnboarding();
    const shown = page.waitForRequest((request) => /\/v1\/offers\/[^/]+\/outcome$/.test(request.url()));
    await openStep(page, 3);
    const { authorization = "" } = await (await shown).allHeaders();
    const [, offerId = ""] = /offers\/([^/]+)\//.exec((await shown).url()) ?? [];
    const accept = async (offerId: string, option = "tour"): Promise<{ status: number; code: string | undefined }> => {
      const response = await fetch(`${server.url}/v1/offers/${offerId}/outcome`, {
        method: "POST",
        headers: {
          authorization,
          origin: server.url,
          "content-type": "application/json",
        },
        body: JSON.stringify({ outcome: "accepted", option }),
      });
      const { code } = (await response.json()) as { code?: string };
      return { status: response.status, code };
    };
    const nothing = await accept("of_00000000000000000000");
    expect(nothing).toEqual({ status: 404, code: "offer_unknown" });
    await nudge(page).waitFor();
    expect(await accept(`${offerId}x`)).toMatchObject({ status: 404 });
    expect(await nudge(page).isVisible()).toBe(true);
    const accepted = page.waitForRequest((request) => (request.postData() ?? "").includes('"accepted"'));
    await button(page, SHOW_ME).click();
    await card(page).waitFor();
    const { option } = JSON.parse((await accepted).postData() ?? "{}") as { option: string };
    for (let time = 0; time < 2; time++) expect(await accept(offerId, option)).toMatchObject({ status: 200 });
    expect(await card(page).count()).toBe(1);
  });

  test("keyboard alone is enough", async () => {
    const page = await openOnboarding();
    await page.locator("#step-connect").focus();
    for (let press = 0; press < 5; press++) {
      await page.keyboard.press("Enter");
      await page.waitForTimeout(80);
    }
    await nudge(page).getByText("Press F6 to go to it.").waitFor();
    await page.keyboard.press("F6");
    await page.keyboard.press("Enter");
    await card(page).waitFor();
    await guide(page, "api-endpoint").focus();
    await page.keyboard.type("https://api.example.com/v2");
    await page.keyboard.press("Tab");
    await expect.poll(() => card(page).innerText()).toContain("Step 2 of 4");
    await page.keyboard.type("sk-demo-123");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("status").allInnerTexts()).toContain("Testing the connection…");
  });

  test("the key that is typed never leaves the page", async () => {
    const page = await context.newPage();
    const bodies: string[] = [];
    page.on("request", (request) => bodies.push(request.postData() ?? ""));
    await page.goto(`${server.url}/demo/nexus-cloud`);
    await openStep(page, 1);
    await fillConnection(page);
    await testConnection(page, "refused the connection");
    await expect.poll(() => bodies.join("\n"), { timeout: 10_000 }).toContain("Test Connection");
    expect(bodies.join("\n")).not.toContain("sk-demo-123");
  });
});

/** The example's trigger with another threshold or window. */
function repeatOpen(changed: { readonly atLeast?: number; readonly withinS?: number }): Trigger {
  const type = "custom";
  return builtinTrigger("repeat_open", {
    page: first.page,
    params: { open: { type, label: "data_source_open" }, done: { type, label: "data_source_complete" }, ...changed },
    until: first.until,
    howTo: first.howTo,
    offer: first.offer,
  });
}

describe("with a window of five seconds", () => {
  beforeAll(async () => {
    server = await startDemoServer({ example: "nexus-cloud", product: { triggers: [repeatOpen({ withinS: 5 })] } });
  });
  afterAll(() => server.stop());

  test("S-000-D: three opens in more than the window are not enough", async () => {
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

describe("with a second trigger and another threshold", () => {
  beforeAll(async () => {
    const stuckSync = defineTrigger({
      id: "stuck_sync",
      page: "/demo/nexus-cloud",
      when: countWithin({ type: "custom", label: "sync_failed", atLeast: 3, withinS: 120 }),
      until: discovered({ type: "custom", label: "data_source_complete" }),
      howTo: first.howTo,
      offer: { body: "The sync needs a data source first. Shall I show you how to connect one?" },
    });
    server = await startDemoServer({ example: "nexus-cloud", product: { triggers: [first, stuckSync] } });
  });
  afterAll(() => server.stop());

  test("S-000-G: a second trigger is one definition; popup, guide and channel are the same", async () => {
    const page = await openOnboarding();
    await page.locator("#step-sync").click();
    for (let time = 0; time < 2; time++) await button(page, "Run Sync").click();
    await expectSilence(page);
    await button(page, "Run Sync").click();
    await nudge(page).getByText("The sync needs a data source first.").waitFor();
    await page.locator("#step-connect").click();
    await button(page, "Show me").click();
    await expect.poll(() => card(page).innerText()).toContain("Step 1 of 4");
  });

  test("S-000-G: a changed threshold is in force for a session that is under way", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await nudge(page).waitFor();
    const other = await browser.newContext();
    const going = await other.newPage();
    await going.goto(`${server.url}/demo/nexus-cloud`);
    await openStep(going, 1);
    await server.restart({ triggers: [repeatOpen({ atLeast: 2 })] });
    await openStep(going, 1);
    await nudge(going).waitFor({ timeout: 20_000 });
    await other.close();
  });
});

describe("with a language model", () => {
  let llm: LlmDouble;
  beforeAll(async () => {
    llm = await startLlmDouble();
    server = await startDemoServer({
      example: "nexus-cloud",
      config: { llm: { baseUrl: llm.baseUrl, model: "double", firstTokenTimeoutMs: 800 } },
    });
  });
  afterAll(async () => {
    await server.stop();
    await llm.stop();
  });

  test("S-000-B: the model is given what happened, the user never sees it", async () => {
    llm.say(
      "I saw that the connection gives you trouble. Add our address to the whitelist, then click **Test Connection**.",
    );
    const page = await openOnboarding();
    await openStep(page, 3);
    await button(page, "Open chat").click();
    const log = page.getByRole("log");
    await expect.poll(() => log.innerText()).toContain("Add our address to the whitelist");
    const asked = JSON.stringify(llm.requests.at(-1)?.messages);
    expect(asked).toContain("data_source_open");
    expect(asked).toContain("IP whitelist related");
    const text = await log.innerText();
    expect(text).toContain("Having trouble connecting your data source?");
    expect(text).not.toContain("data_source_open");
    expect(await card(page).count()).toBe(0);
  });
});
