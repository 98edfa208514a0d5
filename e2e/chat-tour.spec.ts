import { createHmac, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { loadConfig } from "@usher/server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import projects from "../examples/projects/usher.config.ts";
import { startTestServer, type TestServer } from "../packages/server/test/support/start-test-server.ts";
import {
  startVendorDouble,
  type VendorCall,
  type VendorDouble,
} from "../packages/server/test/support/vendor-double.ts";
import { launchChromium } from "./support/chromium.ts";
import { button, card, nudge, tourEnds } from "./support/host-page.ts";
import { threeSaves } from "./support/projects-page.ts";
import { buildExample } from "./vendor-chat/build-example.ts";

// A tour that is chosen in a vendor's chat, on the real example: Intercom's bridge, against a double of Intercom's API.

const INTERCOM = { accessToken: "access-token-0123", clientSecret: "client-secret-0123", adminId: "814860" };
const PRODUCT = "projects-demo";
/** A busy machine's second Chromium page is slow. */
const SOON = { timeout: 15_000 };

let browser: Browser;
let built: string;
let server: TestServer;
let vendor: VendorDouble;
let context: BrowserContext;
let complaints: string[];
let userId: string;

beforeAll(async () => {
  browser = await launchChromium();
  built = await buildExample();
});
afterAll(async () => {
  await browser.close();
  await rm(built, { recursive: true, force: true });
});

beforeEach(async () => {
  userId = `chat-tour-${randomUUID().slice(0, 8)}`;
  vendor = await startVendorDouble("https://api.intercom.io", intercomApi);
  const config = loadConfig({
    file: {
      ...projects,
      products: (projects.products ?? []).map((own) => ({ ...own, bridges: { intercom: INTERCOM } })),
      staticFiles: [{ path: "/demo/projects", dir: built, spa: true }],
      logLevel: "silent",
      shedLoad: false,
    },
    environment: {},
    flags: { port: 0 },
  });
  server = await startTestServer(config, { bridges: { fetch: vendor.fetch, waitMs: 2_000 } });
  context = await browser.newContext({ viewport: { width: 1500, height: 1200 } });
  complaints = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("409")) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
});
afterEach(async () => {
  await context.close();
  await server.stop();
  await vendor.stop();
});

/** Intercom's API as documented: contacts are searched, a conversation begins with a message, replies are parts of it. */
function intercomApi({ path }: VendorCall): object {
  if (path === "/contacts/search") return { type: "list", data: [{ type: "contact", id: "contact-1" }] };
  if (path === "/conversations") return { type: "user_message", id: "msg-1", conversation_id: "conv-1" };
  const parts = [{ type: "conversation_part", id: randomUUID() }];
  return { type: "conversation", id: "conv-1", conversation_parts: { conversation_parts: parts } };
}

/** The user taps the reply, or writes: Intercom tells its webhook. */
async function reply(text: string, metadata: object = {}): Promise<void> {
  const author = { type: "user", id: "contact-1" };
  const body = JSON.stringify({
    type: "notification_event",
    id: `notif_${randomUUID()}`,
    topic: "conversation.user.replied",
    created_at: Math.floor(Date.now() / 1_000),
    data: {
      type: "notification_event_data",
      item: {
        type: "conversation",
        id: "conv-1",
        contacts: { contacts: [{ type: "contact", id: "contact-1", external_id: userId }] },
        conversation_parts: { conversation_parts: [{ id: randomUUID(), body: `<p>${text}</p>`, author, metadata }] },
      },
    },
  });
  const signature = `sha1=${createHmac("sha1", INTERCOM.clientSecret).update(body).digest("hex")}`;
  const headers = { "content-type": "application/json", "x-hub-signature": signature };
  const response = await fetch(`${server.url}/bridge/intercom/webhook/${PRODUCT}`, { method: "POST", headers, body });
  expect(response.status).toBe(200);
}
const tapShowMe = (): Promise<void> => reply("Show me", { quick_reply_uuid: "tour" });

async function openProjects(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/demo/projects?user=${userId}`);
  await page.locator("#project-edit-P-1042").waitFor();
  return page;
}

/** Three saves, the nudge, Open chat: the question and the steps are in the vendor's conversation. */
async function openVendorChat(page: Page): Promise<void> {
  await threeSaves(page);
  await button(page, "Open chat").click();
  await expect.poll(() => page.evaluate(() => window.vendorShown), SOON).toBe(1);
  await expect.poll(() => vendor.calls.at(-1)?.body.message_type, SOON).toBe("quick_reply");
  await nudge(page).waitFor({ state: "detached" });
}

async function runs(): Promise<readonly string[]> {
  const [sessionId = ""] = await server.store.activity.userSessions(PRODUCT, userId, 1);
  const ledger = await server.store.ledger(PRODUCT, sessionId, 200);
  return ledger.flatMap(({ note }) => (note.type === "tour" && note.event !== "step" ? [note.event] : []));
}

async function expectStep(page: Page, step: number): Promise<void> {
  await expect.poll(() => card(page).innerText(), SOON).toContain(`Step ${step} of 4`);
}

/** Whoever were to play it as well would have begun by now. */
async function expectNoTour(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
  expect(await card(page).count()).toBe(0);
}

describe("Show me, in the vendor's chat", () => {
  test("the tour begins on the page, goes on after a reload, and its end is reported", async () => {
    const page = await openProjects();
    const ends = tourEnds(page);
    await openVendorChat(page);
    await tapShowMe();
    await expectStep(page, 1);
    await page.click("#projects-table-options");
    await expectStep(page, 2);
    await page.reload();
    await page.locator("#project-edit-P-1042").waitFor();
    await expectStep(page, 2);
    await button(page, "Skip tour").click();
    await card(page).waitFor({ state: "detached" });
    await expect.poll(() => ends, SOON).toEqual(["dismissed"]);
    await expectNoTour(page);
    expect(await runs()).toEqual(["started", "dismissed"]);
    // Wanted once more, it is shown once more.
    await reply("show me");
    await expectStep(page, 1);
    expect(complaints).toEqual([]);
  });

  test("of two tabs the visible one plays it, and the other does not begin when it comes to the front", async () => {
    const page = await openProjects();
    await openVendorChat(page);
    const other = await openProjects();
    // Headless pages are all visible: the one in the background is told so.
    await setVisibility(page, "hidden");
    await tapShowMe();
    await expectStep(other, 1);
    await setVisibility(page, "visible");
    await expectNoTour(page);
    expect(await runs()).toEqual(["started"]);
    await button(other, "Skip tour").click();
    await card(other).waitFor({ state: "detached" });
    await expectNoTour(page);
    expect(complaints).toEqual([]);
  });

  test("with both tabs on screen it is in one of them", async () => {
    const page = await openProjects();
    await openVendorChat(page);
    const other = await openProjects();
    await tapShowMe();
    await expect.poll(async () => (await card(page).count()) + (await card(other).count()), SOON).toBe(1);
    await page.waitForTimeout(1_000);
    expect((await card(page).count()) + (await card(other).count())).toBe(1);
    expect(await runs()).toEqual(["started"]);
  });

  test("said while no page is there, it begins on the next one", async () => {
    const page = await openProjects();
    await openVendorChat(page);
    await page.close();
    await tapShowMe();
    await expectStep(await openProjects(), 1);
    expect(await runs()).toEqual(["started"]);
  });
});

test("Show me in the nudge still begins one tour, in the tab it was clicked in", async () => {
  const page = await openProjects();
  const other = await openProjects();
  await page.bringToFront();
  await threeSaves(page);
  await expect.poll(async () => (await nudge(page).count()) + (await nudge(other).count()), SOON).toBe(1);
  const [asked, quiet] = (await nudge(page).count()) === 1 ? [page, other] : [other, page];
  await button(asked, "Show me").click();
  await expectStep(asked, 1);
  await expectNoTour(quiet);
  expect(await runs()).toEqual(["started"]);
  expect(complaints).toEqual([]);
});

test("an open nudge that is answered in the vendor's chat makes way for the tour", async () => {
  const page = await openProjects();
  await threeSaves(page);
  await nudge(page).waitFor();
  await reply("show me");
  await expectStep(page, 1);
  expect(await nudge(page).count()).toBe(0);
  expect(await runs()).toEqual(["started"]);
  expect(complaints).toEqual([]);
});

test("chosen again in the middle, the tour begins again", async () => {
  const page = await openProjects();
  await openVendorChat(page);
  await tapShowMe();
  await expectStep(page, 1);
  await page.click("#projects-table-options");
  await expectStep(page, 2);
  await page.keyboard.press("Escape");
  await tapShowMe();
  await expectStep(page, 1);
  expect(await card(page).count()).toBe(1);
  expect(await runs()).toEqual(["started", "lost", "started"]);
});

async function setVisibility(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((wanted) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => wanted });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}
