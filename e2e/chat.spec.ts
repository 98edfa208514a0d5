import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { type CutProxy, startCutProxy } from "./support/cut-proxy.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";
import { type LlmDouble, startLlmDouble } from "./support/llm-double.ts";
import { nastyReplies } from "./support/nasty-replies.ts";

const REPLY =
  "Happy to help!\n1. Open **Table options**.\n2. Choose **Bulk edit**.\n3. Tick some projects.\n4. Click **Apply to N**.\n";

let browser: Browser;
let llm: LlmDouble;
let server: DemoServer;
let proxy: CutProxy;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChromium();
  llm = await startLlmDouble();
  server = await startDemoServer({
    config: { llm: { baseUrl: llm.baseUrl, model: "double" } },
    product: { chat: { repliesPerMinute: 1_000, repliesPerDay: 1_000 } },
  });
  proxy = await startCutProxy(server.url);
});
afterAll(async () => {
  await browser.close();
  await proxy.stop();
  await server.stop();
  await llm.stop();
});
beforeEach(async () => {
  llm.say(REPLY);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
});
afterEach(() => context.close());

const nudge = (page: Page) => page.locator("usher-root .nudge");
const card = (page: Page) => page.locator("usher-root .tour");
const log = (page: Page) => page.getByRole("log");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const bubbles = (page: Page) => page.locator("usher-root .bubble.assistant:not(.typing)");
const PATIENT = { timeout: 15_000 };

async function openProjects(url = server.url): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/demo/projects`);
  for (const row of ["P-1042", "P-1043", "P-1044"]) {
    await page.click(`#project-edit-${row}`);
    await page.selectOption("#edit-priority", "Urgent");
    await page.click("#edit-save");
    await page.locator("#edit-save").waitFor({ state: "detached" });
  }
  await nudge(page).waitFor();
  return page;
}

async function openChat(page: Page): Promise<void> {
  await button(page, "Open chat").click();
  await expect.poll(() => log(page).innerText(), PATIENT).toContain("Apply to N");
}

async function send(page: Page, message: string): Promise<void> {
  const field = page.getByRole("textbox", { name: /message|question/i });
  await field.fill(message);
  await field.press("Enter");
}

/** From now on: whether a nudge is ever in the page, however briefly. */
async function watchForNudges(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const root = document.querySelector("usher-root")?.shadowRoot;
    const seen = { count: 0 };
    Object.assign(window, { seenNudges: seen });
    if (root) {
      new MutationObserver(() => {
        seen.count += root.querySelectorAll(".nudge").length;
      }).observe(root, { childList: true, subtree: true });
    }
  });
  return () => page.evaluate(() => (window as unknown as { seenNudges: { count: number } }).seenNudges.count);
}

test("a reply whose stream breaks in the middle is gone on with, and there once", async () => {
  const page = await openProjects(proxy.url);
  proxy.cutNextReply();
  await openChat(page);
  await expect.poll(() => button(page, "Show me").count(), PATIENT).toBe(1);
  expect(proxy.cuts()).toBe(1);
  const text = await log(page).innerText();
  expect(text.split("Happy to help!")).toHaveLength(2);
  expect(text.split("Apply to N")).toHaveLength(2);
  expect(await bubbles(page).count()).toBe(2);
});

describe("a tour out of the chat", () => {
  test("Show me below a reply starts it; no nudge appears meanwhile", async () => {
    const page = await openProjects();
    await openChat(page);
    const nudgesSeen = await watchForNudges(page);
    await button(page, "Show me").click();
    await expect.poll(() => card(page).innerText(), PATIENT).toContain("Step 1 of 4");
    expect(await log(page).count()).toBe(0);
    expect(await nudgesSeen()).toBe(0);
  });

  test("a question that begins with yes is answered; “yes, show me” starts it", async () => {
    const page = await openProjects();
    await openChat(page);
    llm.say("That depends on how many projects there are.\n");
    await send(page, "Yes, but why is it slow?");
    await expect.poll(() => log(page).innerText(), PATIENT).toContain("That depends on");
    expect(await card(page).count()).toBe(0);
    const nudgesSeen = await watchForNudges(page);
    await send(page, "yes, show me");
    await expect.poll(() => card(page).innerText(), PATIENT).toContain("Step 1 of 4");
    expect(await nudgesSeen()).toBe(0);
  });
});

/** Says something in the page's session as another chat beside the panel would; the answer's frames as text. */
async function sayBeside(page: Page, claim: Request | undefined, message: string): Promise<string> {
  const { authorization = "" } = (await claim?.allHeaders()) ?? {};
  return page.evaluate(
    async (request) => {
      const headers = { authorization: request.authorization, "content-type": "application/json" };
      const body = JSON.stringify({ message: request.message });
      return (await fetch("/v1/chat", { method: "POST", headers, body })).text();
    },
    { authorization, message },
  );
}

describe("an open offer, answered in words beside the panel", () => {
  let claim: Request | undefined;
  beforeEach(() => {
    context.on("request", (request) => {
      if (/\/v1\/offers\//.test(request.url())) claim = request;
    });
  });

  test("“no thanks” declines it, and the nudge is gone", async () => {
    const page = await openProjects();
    expect(await sayBeside(page, claim, "no thanks")).toContain('"choice":"declined"');
    await expect.poll(() => nudge(page).count(), PATIENT).toBe(0);
  });

  test("“yes, show me” accepts it and names its tour, and the nudge is gone", async () => {
    const page = await openProjects();
    expect(await sayBeside(page, claim, "yes, show me")).toMatch(/"choice":"tour","tour_id":"[^"]+"/);
    await expect.poll(() => nudge(page).count(), PATIENT).toBe(0);
  });

  test("a question that begins with yes does neither", async () => {
    const page = await openProjects();
    const answer = await sayBeside(page, claim, "yes, but why is it slow?");
    expect(answer).toContain("reply-done");
    expect(answer).not.toContain("offer-answered");
    expect(await card(page).count()).toBe(0);
  });
});

test("whatever arrives as a reply, the panel shows no link, no image and runs nothing", async () => {
  expect(nastyReplies.length).toBeGreaterThanOrEqual(60);
  const page = await openProjects();
  const strangers: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(server.url).origin) strangers.push(request.url());
  });
  await page.evaluate(() => Object.assign(window, { pwned: 0 }));
  await openChat(page);
  let reply = "";
  await page.route("**/v1/chat", (route) => {
    const frame = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    const id = `raw-${nastyReplies.indexOf(reply)}`;
    const body = frame("reply-delta", { id, text: reply }) + frame("reply-done", { id, source: "llm" });
    return route.fulfill({ contentType: "text/event-stream", body });
  });
  for (const [index, nasty] of nastyReplies.entries()) {
    reply = nasty;
    await send(page, `Question ${index}: and then?`);
    await expect.poll(() => bubbles(page).count(), PATIENT).toBe(index + 3);
    await expect.poll(() => log(page).getAttribute("aria-busy"), PATIENT).toBe("false");
  }
  const found = await page.evaluate(() => {
    const dangerous = "a, img, script, iframe, object, embed, form, video, audio, svg, style, [href], [src], [style]";
    const inside = document.querySelector("usher-root")?.shadowRoot?.querySelectorAll(`.bubble :is(${dangerous})`);
    return {
      elements: [...(inside ?? [])].map((one) => one.outerHTML),
      pwned: (window as unknown as { pwned: number }).pwned,
    };
  });
  expect(found).toEqual({ elements: [], pwned: 0 });
  expect(strangers).toEqual([]);
}, 120_000);
