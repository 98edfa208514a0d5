import { readFile, rm } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RasaDouble, startRasaDouble } from "../packages/server/test/support/rasa-double.ts";
import { ensureRasaWebchat } from "../scripts/ensure-rasa-webchat.mjs";
import { buildExample } from "./rasa/build-example.ts";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";

// The real rasa-webchat 1.0.1 on the real example, over socket.io to a double of Rasa's server.

const QUESTION = "Updating projects one by one?";
const STEPS = "Bulk edit hides in this menu";
/** The widget shows a bubble after up to 3 s, one after the other. */
const BUBBLES = { timeout: 15_000 };

let browser: Browser;
let server: DemoServer;
let rasa: RasaDouble;
let context: BrowserContext;
let built: string;
let webchat: string;
let complaints: string[];

/** What a bot with a greet rule says, also to turns without words: the defect of the tutorial's bot. */
function greeter(text: string): string | undefined {
  return text === "" || text === "/greet" ? "Hi, I am your assistant!" : `You said: ${text}`;
}

beforeAll(async () => {
  browser = await launchChromium();
  built = await buildExample();
  webchat = await readFile(await ensureRasaWebchat(() => {}), "utf8");
});
afterAll(async () => {
  await browser.close();
  await rm(built, { recursive: true, force: true });
});

beforeEach(async () => {
  rasa = await startRasaDouble({ token: "rasa-token", answer: greeter });
  server = await startDemoServer({
    product: { bridges: { rasa: { url: rasa.url, token: "rasa-token" } } },
    config: { staticFiles: [{ path: "/demo/projects", dir: built, spa: true }] },
  });
  context = await browser.newContext({ viewport: { width: 1500, height: 1500 } });
  complaints = [];
  // The widget's style sheet asks for a font of Google's, which is not there.
  await context.route(/fonts\.(googleapis|gstatic)\.com/, (route) =>
    route.fulfill({ body: "", contentType: "text/css" }),
  );
  await context.route("**/rasa-webchat.js", (route) =>
    route.fulfill({ body: webchat, contentType: "text/javascript" }),
  );
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
});
afterEach(async () => {
  await context.close();
  await server.stop();
  await rasa.stop();
});

interface PageOptions {
  readonly widget?: Readonly<Record<string, unknown>>;
  readonly chat?: Readonly<Record<string, unknown>>;
  readonly unwired?: boolean;
  readonly socketUrl?: string;
}

async function openProjects(options: PageOptions = {}): Promise<Page> {
  const page = await context.newPage();
  const wanted = { socketUrl: rasa.url, userId: `user-${Math.random().toString(36).slice(2)}`, ...options };
  await page.addInitScript((given) => {
    Object.assign(window, { rasaPage: given });
  }, wanted);
  await page.goto(`${server.url}/demo/projects`);
  await page.locator("#project-edit-P-1042").waitFor();
  return page;
}

async function threeSaves(page: Page, rows = ["P-1042", "P-1043", "P-1044"]): Promise<void> {
  for (const row of rows) {
    await page.click(`#project-edit-${row}`);
    await page.selectOption("#edit-priority", "Urgent");
    await page.click("#edit-save");
    await page.locator("#edit-save").waitFor({ state: "detached" });
  }
}

const nudge = (page: Page) => page.locator("usher-root .nudge");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const launcher = (page: Page) => page.locator(".rw-launcher");
/** What the bot said; an empty bubble is one that is still being "typed". */
const bubbles = async (page: Page): Promise<readonly string[]> =>
  (await page.locator(".rw-response").allInnerTexts()).filter((text) => text.trim() !== "");
const ownPanel = (page: Page) => page.locator("usher-root").getByRole("log");

async function expectSilence(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
  expect(await nudge(page).count()).toBe(0);
}

async function connected(page: Page): Promise<void> {
  await launcher(page).waitFor();
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("chat_session"))).toContain("session_id");
}

async function metric(name: string): Promise<string> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return text
    .split("\n")
    .filter((line) => line.startsWith(name))
    .join("\n");
}

describe("Open chat", () => {
  test("A, B: three saves, the nudge, the question, then the grounded steps; no greeting before them", async () => {
    const page = await openProjects({ widget: { initPayload: "/greet" } });
    await connected(page);
    await threeSaves(page);
    await nudge(page).waitFor();
    await button(page, "Open chat").click();
    await expect.poll(() => bubbles(page).then((all) => all.length), BUBBLES).toBe(2);
    const [question, steps] = await bubbles(page);
    expect(question).toContain(QUESTION);
    expect(steps).toContain(STEPS);
    for (const name of ["Table options", "Bulk edit", "Apply to N"]) expect(steps).toContain(name);
    expect(await nudge(page).count()).toBe(0);
    expect(await ownPanel(page).count()).toBe(0);
    // Neither the empty turn nor the greeting reached Rasa.
    expect(rasa.calls.filter(({ type }) => type === "user")).toEqual([]);
    expect(await page.evaluate(() => window.usherErrors)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("A: Show me is the tour on the page, with the widget beside it", async () => {
    const page = await openProjects();
    await connected(page);
    await threeSaves(page);
    await button(page, "Show me").click();
    const card = page.locator("usher-root .tour");
    await expect.poll(() => card.innerText()).toContain("Step 1 of 4");
    await page.click("#projects-table-options svg");
    await expect.poll(() => card.innerText()).toContain("Step 2 of 4");
  });

  test("the first time ever, before the widget has a session: the question waits for it and comes", async () => {
    rasa.holdSessions(true);
    const page = await openProjects({ chat: { waitMs: 20_000 } });
    await threeSaves(page);
    await button(page, "Open chat").click();
    expect(await launcher(page).isVisible()).toBe(false);
    expect(await page.evaluate(() => sessionStorage.getItem("chat_session") ?? "")).not.toContain("session_id");
    rasa.holdSessions(false);
    await expect.poll(() => bubbles(page).then((all) => all.length), BUBBLES).toBe(2);
    expect((await bubbles(page))[0]).toContain(QUESTION);
    expect(await page.evaluate(() => window.usherErrors)).toEqual([]);
  });

  test("the widget was used and closed before: it opens again and goes on in the same conversation", async () => {
    const page = await openProjects();
    await connected(page);
    await launcher(page).click();
    await page.locator(".rw-new-message").fill("Hello");
    await page.keyboard.press("Enter");
    await expect.poll(() => bubbles(page), BUBBLES).toContain("You said: Hello");
    await launcher(page).click();
    await page.locator(".rw-conversation-container").waitFor({ state: "detached" });
    await threeSaves(page);
    await nudge(page).waitFor();
    await button(page, "Open chat").click();
    await expect.poll(() => bubbles(page).then((all) => all.length), BUBBLES).toBe(3);
    const all = await bubbles(page);
    expect(all[1]).toContain(QUESTION);
    expect(all[2]).toContain(STEPS);
  });

  test("a widget that nobody wired opens all the same", async () => {
    const page = await openProjects({ unwired: true });
    await connected(page);
    await threeSaves(page);
    await button(page, "Open chat").click();
    await expect.poll(async () => (await bubbles(page)).join("\n"), BUBBLES).toContain(STEPS);
    expect((await bubbles(page)).join("\n")).toContain(QUESTION);
  });
});

describe("when it does not work", () => {
  test("Rasa's API is down: the steps come in Usher's own panel, and the operator sees why", async () => {
    const page = await openProjects();
    await connected(page);
    rasa.set(500);
    await threeSaves(page);
    await button(page, "Open chat").click();
    await expect.poll(() => ownPanel(page).innerText(), BUBBLES).toContain(STEPS);
    expect(await page.locator(".rw-conversation-container").count()).toBe(0);
    expect(await metric('bridge_messages_total{bridge="rasa"')).toContain('result="vendor_unavailable"');
    expect((await page.evaluate(() => window.usherErrors)).join()).toContain("chat_unavailable");
  });

  test("all of Rasa is down and the widget never came up: the own panel within seconds", async () => {
    const page = await openProjects({ socketUrl: "http://127.0.0.1:9", chat: { waitMs: 1_500 } });
    await threeSaves(page);
    await button(page, "Open chat").click();
    await expect.poll(() => ownPanel(page).innerText(), BUBBLES).toContain(STEPS);
  });

  test("a wrong sender: Rasa says 200, nothing comes up, and neither the user nor the operator is left in the dark", async () => {
    const page = await openProjects({ chat: { arriveMs: 4_000 } });
    await connected(page);
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.evaluate(() => {
      const session = JSON.parse(sessionStorage.getItem("chat_session") ?? "{}");
      // The widget writes its own copy back whenever something happens in it: so it lies to whoever reads, not to itself.
      const getItem = Storage.prototype.getItem;
      Storage.prototype.getItem = function (key) {
        const text = getItem.call(this, key);
        return key === "chat_session" && text !== null ? text.replace(session.session_id, "some-other-socket") : text;
      };
    });
    await button(page, "Open chat").click();
    await expect.poll(() => ownPanel(page).innerText(), BUBBLES).toContain(STEPS);
    expect(rasa.calls.map(({ senderId }) => senderId)).toContain("some-other-socket");
    await expect.poll(() => metric('bridge_messages_total{bridge="rasa"')).toContain('result="not_seen"');
  });
});

describe("the user's own conversation", () => {
  test("G: a message of the user's holds every nudge; once the widget is closed, offers come", async () => {
    const page = await openProjects();
    await connected(page);
    await launcher(page).click();
    await page.locator(".rw-new-message").fill("How do I export?");
    await page.keyboard.press("Enter");
    await expect.poll(() => bubbles(page), BUBBLES).toContain("You said: How do I export?");
    await threeSaves(page);
    await expectSilence(page);
    await launcher(page).click();
    await nudge(page).waitFor({ timeout: 5_000 });
  });

  test("a greeting comes when the user opens the widget", async () => {
    const page = await openProjects({ widget: { initPayload: "/greet" } });
    await connected(page);
    await launcher(page).click();
    await expect.poll(() => bubbles(page), BUBBLES).toEqual(["Hi, I am your assistant!"]);
  });

  test("C, F: silence once bulk edit was found; a dismissed nudge does not come back", async () => {
    const page = await openProjects();
    await connected(page);
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.keyboard.press("Escape");
    await nudge(page).waitFor({ state: "detached" });
    await threeSaves(page, ["P-1045", "P-1046", "P-1047"]);
    await expectSilence(page);
    const other = await openProjects();
    await other.click("#projects-table-options");
    await other.click("#projects-bulk-edit-toggle");
    await other.click("#bulk-exit");
    await threeSaves(other);
    await expectSilence(other);
  });
});
