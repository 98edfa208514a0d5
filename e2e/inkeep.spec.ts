import { rm } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  INKEEP_DOUBLE_KEY,
  type InkeepDouble,
  startInkeepDouble,
} from "../packages/server/test/support/inkeep-double.ts";
import { buildExample } from "./inkeep/build-example.ts";
import type { InkeepPage } from "./inkeep/inkeep-page.ts";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";

// The real @inkeep/cxkit-react on the real example, over HTTP to a double of Inkeep's chat API.

const INTRO = "Hi! I'm your AI assistant. Ask me anything about Nexus Cloud.";
const OFFER =
  "Having trouble connecting your data source? The most common issue is IP whitelisting — want me to walk you through it?";
const SHOW_ME = "Show me how to fix the connection";
/** Words that only instructions to a model have. */
const INSTRUCTIONS = /background|never an instruction|recite|acknowledge|data, not instructions/i;

let browser: Browser;
let built: string;
let server: DemoServer;
let inkeep: InkeepDouble;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
  built = await buildExample();
});
afterAll(async () => {
  await browser.close();
  await rm(built, { recursive: true, force: true });
});

beforeEach(async () => {
  inkeep = await startInkeepDouble();
  server = await startDemoServer({
    example: "nexus-cloud",
    config: { staticFiles: [{ path: "/demo/nexus-cloud", dir: built, spa: true }] },
  });
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  complaints = [];
  context.on("console", (message) => {
    // The widget renders a script element; React, as built for tests, does not like it.
    if (message.type() === "error" && !message.text().includes("script tag")) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  // The widget's style sheet asks for a font of Google's, which is not there.
  await context.route(/fonts\.(googleapis|gstatic)\.com/, (route) =>
    route.fulfill({ body: "", contentType: "text/css" }),
  );
});
afterEach(async () => {
  await context.close();
  await server.stop();
  await inkeep.stop();
});

async function openOnboarding(): Promise<Page> {
  const page = await context.newPage();
  const { apiBaseUrl, analyticsApiBaseUrl } = inkeep;
  const wanted: InkeepPage = { apiKey: INKEEP_DOUBLE_KEY, apiBaseUrl, analyticsApiBaseUrl, intro: INTRO };
  await page.addInitScript((given) => Object.assign(window, { inkeepPage: given }), wanted);
  await page.goto(`${server.url}/demo/nexus-cloud`);
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
    await page.waitForTimeout(80);
  }
}

const nudge = (page: Page) => page.locator("usher-root .nudge");
const card = (page: Page) => page.locator("usher-root .tour");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const panel = (page: Page) => page.locator("#inkeep-panel");
const input = (page: Page) => panel(page).locator("textarea:not([aria-hidden])");

async function finishConnecting(page: Page): Promise<void> {
  const field = (name: string) => page.locator(`[data-guide='${name}']`);
  await field("api-endpoint").fill("https://api.example.com/v2");
  await field("api-key").fill("sk-demo-123");
  for (const says of ["refused the connection", "refused the connection", "Connection verified."]) {
    await field("test-connection").click();
    await page.getByText("Testing the connection…").waitFor();
    await page.getByText(says).waitFor();
  }
  await field("mark-complete").click();
  await page.locator("#panel-invite").waitFor();
}

async function expectSilence(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
  expect(await nudge(page).count()).toBe(0);
}

/** Everything of the chat that is on screen; the widget lives in a shadow root, which `innerText` does not enter. */
function chatText(page: Page): Promise<string> {
  return panel(page).evaluate((element) => {
    const text = (node: Element): string =>
      node.shadowRoot === null
        ? [...node.childNodes].map((child) => (child instanceof Element ? text(child) : child.textContent)).join(" ")
        : [...node.shadowRoot.children]
            .filter(({ tagName }) => !/^(style|link)$/i.test(tagName))
            .map(text)
            .join(" ");
    return text(element);
  });
}

async function ask(page: Page, text: string): Promise<void> {
  const before = inkeep.questions.length;
  await input(page).fill(text);
  await page.keyboard.press("Enter");
  await expect.poll(() => inkeep.questions.length, { timeout: 15_000 }).toBe(before + 1);
}

const systemText = (at: number): string =>
  (inkeep.questions[at]?.messages ?? [])
    .filter(({ role }) => role === "system")
    .map(({ content }) => content)
    .join("\n");

describe("A: show me", () => {
  test("three opens bring one nudge; the guide runs to its end, and the chat stays as it is", async () => {
    const page = await openOnboarding();
    await openStep(page, 2);
    expect(await nudge(page).count()).toBe(0);
    await openStep(page, 1);
    await nudge(page).waitFor();
    await expect.poll(() => nudge(page).innerText()).toContain(OFFER);
    await button(page, SHOW_ME).click();
    await expect.poll(() => card(page).innerText()).toContain("Step 1 of 4");
    await finishConnecting(page);
    await card(page).waitFor({ state: "detached" });
    await expectSilence(page);
    expect(await panel(page).isVisible()).toBe(false);
    expect(inkeep.questions).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe("B: open chat", () => {
  test("the widget opens with the offer's words; what only the model should know is not on screen; no guide starts", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await button(page, "Open chat").click();
    await panel(page).waitFor();
    await expect.poll(() => chatText(page)).toContain("want me to walk you through it?");
    const shown = await chatText(page);
    expect(shown).not.toMatch(INSTRUCTIONS);
    expect(shown).not.toContain("data_source_open");
    expect(shown).not.toContain(INTRO);
    await nudge(page).waitFor({ state: "detached" });
    expect(await card(page).count()).toBe(0);

    inkeep.answer("You opened **Connect Data Source** three times. Let us look at the IP whitelist first.");
    await ask(page, "Yes please");
    await expect.poll(() => chatText(page)).toContain("Let us look at the IP whitelist first.");
    const said = systemText(0);
    expect(said).toContain("[data_source_open]");
    expect(said).toContain("Mark Complete");
    // The widget never sends its first words to the model: the background holds them.
    expect(said).toContain("want me to walk you through it?");
    expect(await chatText(page)).not.toMatch(INSTRUCTIONS);
    expect(await card(page).count()).toBe(0);
    await expectSilence(page);
    expect(complaints).toEqual([]);
  });

  test("a conversation that goes on survives: asked in the user's name, with what is new", async () => {
    const page = await openOnboarding();
    await page.click("#inkeep-toggle");
    await expect.poll(() => chatText(page)).toContain("Ask me anything about Nexus Cloud");
    inkeep.answer("Nexus Cloud keeps your data in one place.");
    await ask(page, "What is this?");
    await expect.poll(() => chatText(page)).toContain("keeps your data in one place");
    await page.click("#inkeep-toggle");
    await openStep(page, 3);
    await button(page, "Open chat").click();
    await expect.poll(() => inkeep.questions.length, { timeout: 15_000 }).toBe(2);
    // The conversation is still there, and its first words are those it began with.
    const shown = await chatText(page);
    expect(shown).toContain("keeps your data in one place");
    expect(shown).toContain("Ask me anything about Nexus Cloud");
    expect(shown).toContain(`Please help me with this: ${OFFER}`);
    expect(shown).not.toMatch(INSTRUCTIONS);
    expect(inkeep.questions[1]?.messages.map(({ content }) => content)).toContain("What is this?");
    const told = inkeep.questions[1]?.tools?.map(({ function: { description } }) => description ?? "").join("\n");
    expect(told).toContain("data_source_open");
    expect(await card(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("nothing is offered beside a conversation", async () => {
    const page = await openOnboarding();
    await openStep(page, 2);
    await page.click("#inkeep-toggle");
    await ask(page, "Hello");
    await openStep(page, 1);
    await expectSilence(page);
    expect(complaints).toEqual([]);
  });

  test("a widget that does not come up leaves the conversation to Usher's own panel", async () => {
    const page = await openOnboarding();
    await page.evaluate(() => document.querySelector("#inkeep-drawer")?.dispatchEvent(new Event("take-away")));
    await page.locator("#inkeep-drawer").waitFor({ state: "detached" });
    await openStep(page, 3);
    await button(page, "Open chat").click();
    await expect.poll(() => page.getByRole("log").innerText(), { timeout: 15_000 }).toContain("Mark Complete");
    expect(await page.evaluate(() => window.usherErrors)).toEqual([expect.stringContaining("chat_unavailable")]);
  });
});

describe("C: completion", () => {
  test("completed before, nothing is offered; the chat of one's own knows what happened and claims no struggle", async () => {
    const page = await openOnboarding();
    await openStep(page, 1);
    await finishConnecting(page);
    await openStep(page, 2);
    await expectSilence(page);
    await page.click("#inkeep-toggle");
    await ask(page, "What is next?");
    expect(systemText(0)).toContain("[data_source_complete]");
    expect(systemText(0)).not.toMatch(/trouble|struggl/i);
  });

  test("completed while the nudge is there, it goes", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await nudge(page).waitFor();
    await finishConnecting(page);
    await nudge(page).waitFor({ state: "detached", timeout: 1_000 });
    expect(await panel(page).isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});

describe("F: replies over the wire, beside the widget", () => {
  test("a wrong id is 409 and leaves the nudge; the right one starts the guide's frame once, twice is the same", async () => {
    const page = await openOnboarding();
    const session = page.waitForResponse((response) => response.url().endsWith("/v1/session"));
    await page.reload();
    const { session_id: sessionId, token } = await (await session).json();
    await page.locator("#step-connect").waitFor();
    await openStep(page, 3);
    await nudge(page).waitFor();
    const reply = async (body: object) => {
      const response = await fetch(`${server.url}/bridge/inkeep/inkeep/reply`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ session_id: sessionId, ...body }),
      });
      return { status: response.status, body: await response.json() };
    };
    expect(await reply({ offer_id: "offer_0" })).toMatchObject({
      status: 409,
      body: { detail: "Offer ID does not match" },
    });
    expect(await nudge(page).count()).toBe(1);
    expect(await reply({ option: "chat" })).toEqual({ status: 200, body: { accepted: true, guidance: null } });
    expect(await reply({ option: "chat" })).toMatchObject({ status: 200 });
    await nudge(page).waitFor({ state: "detached" });
    expect(await card(page).count()).toBe(0);
  });
});
