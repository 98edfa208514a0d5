import { randomUUID } from "node:crypto";
import { builtinTrigger, countWithin, defineTrigger, discovered, type Trigger } from "@usher/core";
import type { ProductConfig } from "@usher/server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import nexusCloud from "../examples/nexus-cloud/usher.config.ts";
import projects from "../examples/projects/usher.config.ts";
import type { RasaDouble } from "../packages/server/test/support/rasa-double.ts";
import { type DemoChat, startDemoChat } from "../scripts/demo-chat.mjs";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";
import { button, captured, card, expectSilence, nudge, tourEnds } from "./support/host-page.ts";
import { type LlmDouble, startLlmDouble } from "./support/llm-double.ts";
import { finishConnecting, openStep } from "./support/onboarding-page.ts";
import { editInBulk, threeMoreSaves, threeSaves } from "./support/projects-page.ts";

// Both stories with the real rasa-webchat, as `npm run demo -- --chat=rasa` serves them; rasa.spec.ts has what is Rasa's own.

const DAY_S = 86_400;
const QUESTION = "Updating projects one by one?";
const TROUBLE = "Having trouble connecting your data source?";
const SHOW_ME = "Show me how to fix the connection";
/** The widget shows a bubble after up to 3 s, one after the other. */
const BUBBLES = { timeout: 15_000 };

const repeated = firstTrigger(nexusCloud.products);
const oneByOne = firstTrigger(projects.products);

type Example = "nexus-cloud" | "projects";

let browser: Browser;
let demo: DemoChat;
let rasa: RasaDouble;
let server: DemoServer;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
  demo = await startDemoChat("rasa", ["projects", "nexus-cloud"], () => {});
  rasa = demo.double;
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});
beforeEach(async () => {
  complaints = [];
  context = await newVisitor();
});
afterEach(() => context.close());

async function newVisitor(): Promise<BrowserContext> {
  const visitor = await browser.newContext({ viewport: { width: 1500, height: 1500 } });
  // The widget's style sheet asks for a font of Google's, which is not there.
  await visitor.route(/fonts\.(googleapis|gstatic)\.com/, (route) =>
    route.fulfill({ body: "", contentType: "text/css" }),
  );
  visitor.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  visitor.on("weberror", (error) => complaints.push(String(error.error())));
  return visitor;
}

function firstTrigger(products: readonly Partial<ProductConfig>[] | undefined): Trigger {
  // The examples' triggers are code, not JSON.
  const [trigger] = (products?.[0]?.triggers ?? []) as readonly Trigger[];
  if (trigger === undefined) throw new Error("The example has no trigger.");
  return trigger;
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

/** The server of a group of tests. */
function serve(example: Example, product: Partial<ProductConfig> = {}, llm?: () => LlmDouble): void {
  beforeAll(async () => {
    const staticFiles = [{ path: `/demo/${example}`, dir: demo.apps[example] ?? "", spa: true }];
    const model = llm && { llm: { baseUrl: llm().baseUrl, model: "double", firstTokenTimeoutMs: 2_000 } };
    server = await startDemoServer({
      example,
      product: { ...demo.product, ...product },
      config: { staticFiles, ...model },
    });
  });
  afterAll(() => server.stop());
}

const launcher = (page: Page) => page.locator(".rw-launcher");
const conversation = (page: Page) => page.locator(".rw-conversation-container");
/** What the bot said; an empty bubble is one that is still being "typed". */
const bubbles = async (page: Page): Promise<readonly string[]> =>
  (await page.locator(".rw-response").allInnerTexts()).filter((text) => text.trim() !== "");

/** The widget's id for the conversation of a page, once it has one. */
async function senderId(page: Page): Promise<string> {
  const read = () => page.evaluate(() => JSON.parse(sessionStorage.getItem("chat_session") ?? "{}").session_id ?? "");
  await expect.poll(read, BUBBLES).not.toBe("");
  return read();
}

async function open(path: string, within = context): Promise<Page> {
  const page = await within.newPage();
  await page.goto(server.url + path);
  await launcher(page).waitFor();
  await senderId(page);
  return page;
}

const openOnboarding = (within = context): Promise<Page> => open("/demo/nexus-cloud", within);
const openProjects = (user = "", within = context): Promise<Page> => open(`/demo/projects${user}`, within);

/** Accepts the offer by talking about it: the question, then the steps, in the widget. */
async function openChat(page: Page, question: string, steps: string): Promise<void> {
  await button(page, "Open chat").click();
  await expect.poll(() => bubbles(page).then((all) => all.length), BUBBLES).toBe(2);
  const [first, second] = await bubbles(page);
  expect(first).toContain(question);
  expect(second).toContain(steps);
}

/** The token that the page is given: read as soon as it is there, because a page that is left takes its answers with it. */
async function tokenOf(page: Page): Promise<string> {
  const token = page
    .waitForResponse((response) => response.url().endsWith("/v1/session"))
    .then((response) => response.json() as Promise<{ token: string }>);
  await page.reload();
  return (await token).token;
}

async function post(token: string, path: string, body: object): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, origin: server.url, "content-type": "application/json" };
  return (await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) })).status;
}

async function expectClearOfLauncher(page: Page): Promise<void> {
  const [ours, theirs] = [await nudge(page).boundingBox(), await launcher(page).boundingBox()];
  if (ours === null || theirs === null) throw new Error("The nudge or the launcher is not on screen.");
  const apart =
    ours.y + ours.height <= theirs.y ||
    theirs.y + theirs.height <= ours.y ||
    ours.x + ours.width <= theirs.x ||
    theirs.x + theirs.width <= ours.x;
  expect(apart).toBe(true);
}

describe("the onboarding", () => {
  const stuckSync = defineTrigger({
    id: "stuck_sync",
    page: "/demo/nexus-cloud",
    when: countWithin({ type: "custom", label: "sync_failed", atLeast: 3, withinS: 120 }),
    until: discovered({ type: "custom", label: "data_source_complete" }),
    howTo: repeated.howTo,
    offer: { body: "The sync needs a data source first. Shall I show you how to connect one?" },
  });
  serve("nexus-cloud", { triggers: [repeated, stuckSync] });

  test("S-000-A: three opens, one popup clear of the widget's launcher; the guide runs to its end, the widget stays closed", async () => {
    const page = await openOnboarding();
    await page.setViewportSize({ width: 1280, height: 900 });
    await openStep(page, 3);
    await nudge(page).getByText(TROUBLE).waitFor();
    expect(await nudge(page).locator(".choices button").allInnerTexts()).toEqual([SHOW_ME, "Open chat"]);
    await expectClearOfLauncher(page);
    await button(page, SHOW_ME).click();
    await expect.poll(() => card(page).innerText()).toContain("Step 1 of 4");
    await finishConnecting(page);
    await card(page).waitFor({ state: "detached" });
    await openStep(page, 4);
    await expectSilence(page);
    expect(await conversation(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("S-000-B: Open chat opens the widget on the question and the steps; the guide does not start", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await openChat(page, TROUBLE, "Mark Complete");
    expect((await bubbles(page)).join()).not.toMatch(
      /appear to be struggling|start by acknowledging|data_source_open/i,
    );
    expect(await card(page).count()).toBe(0);
    const said = rasa.calls.filter(({ senderId }) => senderId !== "").slice(-2);
    const sender = await senderId(page);
    expect(said.map((call) => [call.type, call.senderId])).toEqual([
      ["trigger", sender],
      ["trigger", sender],
    ]);
    expect(complaints).toEqual([]);
  });

  test("S-000-C: completing the step takes the popup away beside the widget, and nothing comes afterwards", async () => {
    const page = await openOnboarding();
    await openStep(page, 3);
    await nudge(page).waitFor();
    await finishConnecting(page);
    await nudge(page).waitFor({ state: "detached", timeout: 5_000 });
    await openStep(page, 4);
    await expectSilence(page);
  });

  test("S-000-C: completed in the window: silence beside the widget", async () => {
    const page = await openOnboarding();
    await openStep(page, 1);
    await finishConnecting(page);
    await openStep(page, 4);
    await expectSilence(page);
  });

  test("S-000-D: two opens are not enough beside the widget, nor is one that is reported twice within 50 ms", async () => {
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

  test("S-000-E: a popup raised while the stream is down is shown once it is up again, and leads to the widget", async () => {
    await context.route("**/v1/nudges", (route) => route.abort());
    const page = await openOnboarding();
    await captured(page, () => openStep(page, 3));
    await expectSilence(page);
    await context.unroute("**/v1/nudges");
    await nudge(page).waitFor({ timeout: 20_000 });
    await openChat(page, TROUBLE, "Mark Complete");
  });

  test("S-000-E: and is not shown beside the widget when the step was completed meanwhile", async () => {
    await context.route("**/v1/nudges", (route) => route.abort());
    const page = await openOnboarding();
    await openStep(page, 3);
    await finishConnecting(page);
    const connected = page.waitForResponse((response) => response.url().endsWith("/v1/nudges"), { timeout: 20_000 });
    await context.unroute("**/v1/nudges");
    await connected;
    await expectSilence(page);
  });

  test("S-000-F: a wrong offer id neither takes the popup away nor reaches Rasa; accepting twice asks once", async () => {
    const page = await openOnboarding();
    const token = await tokenOf(page);
    const sender = await senderId(page);
    const open = (offerId: string) => post(token, "/bridge/rasa/open", { offer_id: offerId, sender_id: sender });
    const accept = (offerId: string) =>
      post(token, `/v1/offers/${offerId}/outcome`, { outcome: "accepted", option: "chat" });
    expect(await open("of_00000000000000000000")).toBe(404);
    expect(await accept("of_00000000000000000000")).toBe(404);
    const shown = page.waitForRequest((request) => /\/v1\/offers\/[^/]+\/outcome$/.test(request.url()));
    await openStep(page, 3);
    const [, offerId = ""] = /offers\/([^/]+)\//.exec((await shown).url()) ?? [];
    await nudge(page).waitFor();
    expect(await open(`${offerId}x`)).toBe(404);
    expect(await accept(`${offerId}x`)).toBe(404);
    expect(await nudge(page).isVisible()).toBe(true);
    expect(rasa.calls.filter((call) => call.senderId === sender)).toEqual([]);
    await openChat(page, TROUBLE, "Mark Complete");
    expect(await accept(offerId)).toBe(200);
    expect(await open(offerId)).toBe(200);
    await page.waitForTimeout(1_000);
    const asked = rasa.calls.filter((call) => call.senderId === sender && call.text.includes(TROUBLE));
    expect(asked).toHaveLength(1);
  });

  test("S-000-G: a second trigger reaches the same popup and the same widget of Rasa's", async () => {
    const page = await openOnboarding();
    await page.locator("#step-sync").click();
    for (let time = 0; time < 3; time++) await button(page, "Run Sync").click();
    await nudge(page).getByText("The sync needs a data source first.").waitFor();
    await openChat(page, "The sync needs a data source first.", "Mark Complete");
    expect(complaints).toEqual([]);
  });

  // The last one of this server: it goes on with other triggers.
  test("S-000-G: a changed threshold is in force for a session with Rasa's widget that is under way", async () => {
    const page = await openOnboarding();
    await openStep(page, 1);
    await server.restart({ triggers: [repeatOpen({ atLeast: 2 })] });
    await openStep(page, 1);
    await nudge(page).waitFor({ timeout: 20_000 });
  });
});

describe("the onboarding with a window of five seconds", () => {
  serve("nexus-cloud", { triggers: [repeatOpen({ withinS: 5 })] });

  test("S-000-D: three opens in more than the window are silence beside Rasa's widget", async () => {
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

describe("the onboarding with a language model", () => {
  let llm: LlmDouble;
  beforeAll(async () => {
    llm = await startLlmDouble();
  });
  afterAll(() => llm.stop());
  serve("nexus-cloud", {}, () => llm);

  test("S-000-B: the model is given what happened; Rasa and the user get its words alone", async () => {
    llm.say("Add our address to the whitelist, then click **Test Connection**.");
    const page = await openOnboarding();
    await openStep(page, 3);
    await openChat(page, TROUBLE, "Add our address to the whitelist");
    const asked = JSON.stringify(llm.requests.at(-1)?.messages);
    expect(asked).toContain("data_source_open");
    expect(asked).toContain("IP whitelist related");
    expect((await bubbles(page)).join()).not.toContain("data_source_open");
    expect(JSON.stringify(rasa.calls)).not.toContain("data_source_open");
    expect(await card(page).count()).toBe(0);
  });
});

describe("the bulk edit", () => {
  serve("projects");

  /** Sends saves as an app's own server would, beside those of the page. */
  async function report(token: string, ...batches: readonly (readonly (number | string)[])[]): Promise<void> {
    const element = { role: "button", label: "Save changes" };
    const url = `${server.url}/demo/projects`;
    for (const batch of batches) {
      const events = batch.map((at) => ({ id: randomUUID(), type: "click", at, url, element }));
      expect(await post(token, "/v1/capture", { events })).toBe(200);
    }
  }

  const now = Date.now;
  const clocks: readonly [string, (agoMs: number) => number | string][] = [
    ["milliseconds", (ago) => now() - ago],
    ["epoch seconds as text", (ago) => String((now() - ago) / 1_000)],
    ["ISO 8601", (ago) => new Date(now() - ago).toISOString()],
  ];

  test.each(clocks)(
    "S-001-D: times in %s beside Rasa's widget: the same silence, the same nudge",
    async (_name, at) => {
      const page = await openProjects();
      const token = await tokenOf(page);
      await report(token, [at(1_000)], [at(200_000), at(150_000)]);
      await expectSilence(page);
      await report(token, [at(2_000)], [at(9_000)]);
      await nudge(page).waitFor();
    },
  );

  test("S-001-E: with no tab nothing is spent, and the next tab has the nudge and Rasa's widget", async () => {
    await context.route("**/v1/nudges", (route) => route.abort());
    const page = await openProjects();
    await captured(page, () => threeSaves(page));
    await page.close();
    await context.unroute("**/v1/nudges");
    const later = await openProjects();
    await later.setViewportSize({ width: 1280, height: 900 });
    await nudge(later).getByText(QUESTION).waitFor();
    await expectClearOfLauncher(later);
    await openChat(later, QUESTION, "Apply to N");
  });

  test("S-001-E: and has it not beside Rasa's widget when bulk edit was used meanwhile", async () => {
    await context.route("**/v1/nudges", (route) => route.abort());
    const page = await openProjects();
    await captured(page, () => threeSaves(page));
    await captured(page, () => editInBulk(page));
    await page.close();
    await context.unroute("**/v1/nudges");
    await expectSilence(await openProjects());
  });

  test("S-001-H: two tabs and a second device: one nudge; Rasa's widget opens where it was accepted, and only there", async () => {
    const user = `?user=maya-${randomUUID().slice(0, 8)}`;
    const device = await newVisitor();
    const pages = [await openProjects(user), await openProjects(user), await openProjects(user, device)];
    await threeSaves(pages[1] as Page);
    const showing = async (): Promise<readonly Page[]> => {
      const counts = await Promise.all(pages.map((page) => nudge(page).count()));
      return pages.filter((_, index) => counts[index] === 1);
    };
    await expect.poll(async () => (await showing()).length).toBe(1);
    await threeSaves(pages[2] as Page);
    await expect.poll(async () => (await showing()).length).toBe(1);
    const [tab] = await showing();
    await openChat(tab as Page, QUESTION, "Apply to N");
    for (const page of pages) {
      await expectSilence(page);
      expect(await conversation(page).count()).toBe(page === tab ? 1 : 0);
    }
    await device.close();
  });
});

describe("the bulk edit with a policy whose times can be waited for", () => {
  const policy: NonNullable<ProductConfig["policy"]> = {
    ...{ holdoutShare: 0, minGapS: 0, cooldownPeriodS: 0, interactionTimeoutS: 1, perSession: 9, perDay: 9 },
    ...{ ignoredQuietS: 1, acceptedQuietS: 1, dismissedQuietS: [DAY_S, DAY_S], completedQuietS: DAY_S },
  };
  serve("projects", { triggers: [{ ...oneByOne, cooldownS: 1 }], policy });

  test("S-001-I: a click after the server's time-out opens Rasa's widget all the same", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.waitForTimeout(2_500);
    await openChat(page, QUESTION, "Apply to N");
    expect(complaints).toEqual([]);
  });

  test("S-001-J: a tour that is left may be offered again, one that is finished is not, with Rasa's widget beside it", async () => {
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
    expect(await conversation(page).count()).toBe(0);
  });
});
