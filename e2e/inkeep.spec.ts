import { rm } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type InkeepDouble, startInkeepDouble } from "../packages/server/test/support/inkeep-double.ts";
import { buildExample } from "./inkeep/build-example.ts";
import {
  ask as askWidget,
  chatText,
  INSTRUCTIONS,
  INTRO,
  newVisitor,
  panel,
  systemText,
  takeAway,
} from "./inkeep/widget.ts";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";
import { button, card, expectSilence, nudge } from "./support/host-page.ts";
import { finishConnecting, openStep } from "./support/onboarding-page.ts";

// The real @inkeep/cxkit-react on the real example, over HTTP to a double of Inkeep's chat API.

const OFFER =
  "Having trouble connecting your data source? The most common issue is IP whitelisting — want me to walk you through it?";
const SHOW_ME = "Show me how to fix the connection";

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
  ({ context, complaints } = await newVisitor(browser, inkeep));
});
afterEach(async () => {
  await context.close();
  await server.stop();
  await inkeep.stop();
});

async function openOnboarding(search = ""): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/demo/nexus-cloud${search}`);
  await page.locator("#step-connect").waitFor();
  return page;
}

async function ask(page: Page, text: string): Promise<void> {
  const before = inkeep.questions.length;
  await askWidget(page, text);
  await expect.poll(() => inkeep.questions.length, { timeout: 15_000 }).toBe(before + 1);
}

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
    const said = systemText(inkeep, 0);
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
    await takeAway(page);
    await openStep(page, 3);
    await button(page, "Open chat").click();
    await expect.poll(() => page.getByRole("log").innerText(), { timeout: 15_000 }).toContain("Mark Complete");
    expect(await page.evaluate(() => window.usherErrors)).toEqual([expect.stringContaining("chat_unavailable")]);
  });
});

describe("answers in words, typed into the widget", () => {
  test("“zeig es mir” after Open chat begins the guide on the page", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await button(page, "Open chat").click();
    await panel(page).waitFor();
    await expect.poll(() => chatText(page)).toContain("want me to walk you through it?");
    await ask(page, "zeig es mir");
    await expect.poll(() => card(page).innerText(), { timeout: 15_000 }).toContain("Step 1 of 4");
    expect(await card(page).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test("“yes” accepts the offer beside a chat that is always on screen: the nudge makes way for the guide", async () => {
    const page = await openOnboarding("?chat=on-screen");
    await openStep(page, 3);
    await nudge(page).waitFor();
    await ask(page, "Yes!");
    await expect.poll(() => card(page).innerText(), { timeout: 15_000 }).toContain("Step 1 of 4");
    expect(await nudge(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("“nein danke” declines it: the nudge goes, no guide begins", async () => {
    const page = await openOnboarding("?chat=on-screen");
    await openStep(page, 3);
    await nudge(page).waitFor();
    await ask(page, "nein danke");
    await nudge(page).waitFor({ state: "detached" });
    await expectSilence(page);
    expect(await card(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("a question is none, and stays in the page when it is long", async () => {
    const page = await openOnboarding("?chat=on-screen");
    const words: (string | undefined)[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/bridge/inkeep/chat")) words.push(JSON.parse(request.postData() ?? "{}").text);
    });
    await openStep(page, 3);
    await nudge(page).waitFor();
    await ask(page, "Yes, but why does the connection to my warehouse in Frankfurt break off again and again?");
    await nudge(page).waitFor({ state: "detached" });
    await expect.poll(() => words).toEqual([undefined]);
    expect(await card(page).count()).toBe(0);
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
    expect(systemText(inkeep, 0)).toContain("[data_source_complete]");
    expect(systemText(inkeep, 0)).not.toMatch(/trouble|struggl/i);
  });

  test("completed while the nudge is there, it goes", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await nudge(page).waitFor();
    await finishConnecting(page);
    await nudge(page).waitFor({ state: "detached", timeout: 5_000 });
    expect(await panel(page).isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});

describe("F: replies over the wire, beside the widget", () => {
  test("a wrong id is 409 and leaves the nudge; the right one starts the guide's frame once, twice is the same", async () => {
    const page = await context.newPage();
    const session = page.waitForResponse((response) => response.url().endsWith("/v1/session"));
    await page.goto(`${server.url}/demo/nexus-cloud`);
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
