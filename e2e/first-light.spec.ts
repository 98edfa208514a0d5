import { countWithin, defineTrigger, discovered, type Trigger } from "@usher/core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import projects from "../examples/projects/usher.config.ts";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";
import { type LlmDouble, startLlmDouble } from "./support/llm-double.ts";

let browser: Browser;
let server: DemoServer;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  complaints = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
});
afterEach(async () => {
  await context.close();
});

async function openProjects(path = "/demo/projects"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.url + path);
  await page.locator("#project-edit-P-1042").waitFor();
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
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Long enough for a nudge that should not come to have come: it takes some tens of milliseconds when it does. */
async function expectSilence(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
  expect(await nudge(page).count()).toBe(0);
}

describe("with the server as the demo runs it", () => {
  beforeAll(async () => {
    server = await startDemoServer();
  });
  afterAll(() => server.stop());

  test("A: three saves bring one nudge within a second; Show me runs through the real page; rows really change", async () => {
    const page = await openProjects();
    await save(page, "P-1042", "P-1043");
    expect(await nudge(page).count()).toBe(0);
    await save(page, "P-1044");
    await nudge(page).waitFor({ timeout: 1_000 });
    await expect.poll(() => nudge(page).innerText()).toContain("Updating projects one by one?");

    await button(page, "Show me").click();
    const card = page.locator("usher-root .tour");
    await expect.poll(() => card.innerText()).toContain("Step 1 of 4");
    await page.click("#projects-table-options svg");
    await expect.poll(() => card.innerText()).toContain("Step 2 of 4");
    await page.click("#projects-bulk-edit-toggle");
    await expect.poll(() => card.innerText()).toContain("Step 3 of 4");
    await page.click("#project-checkbox-P-1048");
    await expect.poll(() => card.innerText()).toContain("Step 4 of 4");
    await page.click("#project-checkbox-P-1050");
    await page.selectOption("#bulk-priority", "Low");
    await page.click("#bulk-apply");
    await card.waitFor({ state: "detached" });
    for (const name of ["Data warehouse", "Annual report"]) {
      expect(await page.locator("tr", { hasText: name }).innerText()).toContain("Low");
    }
    await expectSilence(page);
    expect(complaints).toEqual([]);
  });

  test("B: Open chat gives the question, then the steps, naming only real labels", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await button(page, "Open chat").click();
    const log = page.getByRole("log");
    await expect.poll(() => log.innerText()).toContain("Apply to N");
    const text = await log.innerText();
    expect(text.indexOf("Updating projects one by one?")).toBeLessThan(text.indexOf("Table options"));
    const bold = await log.locator("strong").allInnerTexts();
    expect(bold).toEqual(["Table options", "Bulk edit", "Apply to N"]);
    for (const name of ["Table options", "Bulk edit"]) {
      if (name === "Bulk edit") await page.click("#projects-table-options");
      expect(await page.locator(`[aria-label="${name}"], [role=menuitem]:has-text("${name}")`).count()).toBeGreaterThan(
        0,
      );
    }
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: /message|question/i }).fill("And then?");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await log.innerText()).split("Apply to N").length).toBeGreaterThan(2);
    await expectSilence(page);
    expect(complaints).toEqual([]);
  });

  test("C: silence when bulk edit was already found", async () => {
    const page = await openProjects();
    await page.click("#projects-table-options");
    await page.click("#projects-bulk-edit-toggle");
    await page.click("#bulk-exit");
    await threeSaves(page);
    await expectSilence(page);
  });

  test("C: the nudge hides on another page and is back on return", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.getByRole("link", { name: "Dashboard" }).click();
    await expect.poll(() => nudge(page).isVisible()).toBe(false);
    await page.getByRole("link", { name: "Projects" }).click();
    await expect.poll(() => nudge(page).isVisible()).toBe(true);
  });

  test("C: using bulk edit oneself takes the nudge away within a second", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.click("#projects-table-options");
    await page.click("#projects-bulk-edit-toggle");
    await page.click("#project-checkbox-P-1048");
    await page.click("#bulk-apply");
    await nudge(page).waitFor({ state: "detached", timeout: 1_000 });
  });

  test("F: Escape dismisses; it does not come back for this person, also after a reload", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.keyboard.press("Escape");
    await nudge(page).waitFor({ state: "detached" });
    await save(page, "P-1045", "P-1046", "P-1047");
    await expectSilence(page);
    await page.reload();
    await save(page, "P-1045", "P-1046", "P-1047");
    await expectSilence(page);
  });

  test("F: left alone it goes after 20 s; the clock stands still while the pointer rests on it", async () => {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${server.url}/demo/projects`);
    await threeSaves(page);
    await page.clock.runFor(1_000);
    await nudge(page).waitFor();
    await nudge(page).hover();
    await page.clock.runFor(30_000);
    expect(await nudge(page).isVisible()).toBe(true);
    await page.mouse.move(10, 10);
    await page.clock.runFor(21_000);
    await nudge(page).waitFor({ state: "detached" });
  });

  test("G: no nudge while the chat is open, nor during a tour", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await button(page, "Show me").click();
    await page.locator("usher-root .tour").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("usher-root .tour").waitFor({ state: "detached" });
    await save(page, "P-1045", "P-1046", "P-1047");
    await expectSilence(page);
  });

  test("H: two tabs, one nudge; accepting in one clears the other", async () => {
    const first = await openProjects();
    const second = await openProjects();
    await threeSaves(second);
    const showing = async (): Promise<Page[]> => {
      const counts = await Promise.all([first, second].map((page) => nudge(page).count()));
      return [first, second].filter((_, index) => counts[index] === 1);
    };
    await expect.poll(async () => (await showing()).length).toBe(1);
    await first.waitForTimeout(500);
    const [tab] = await showing();
    expect(await showing()).toHaveLength(1);
    await button(tab as Page, "Open chat").click();
    await expect.poll(async () => (await showing()).length).toBe(0);
    await expectSilence(first);
    await expectSilence(second);
  });

  test("the tour survives a reload and a change of route", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await button(page, "Show me").click();
    const card = page.locator("usher-root .tour");
    await page.click("#projects-table-options");
    await expect.poll(() => card.innerText()).toContain("Step 2 of 4");
    await page.reload();
    await expect.poll(() => card.innerText()).toContain("Step 2 of 4");
    await page.getByRole("link", { name: "Dashboard" }).click();
    await expect.poll(() => card.isVisible()).toBe(false);
    await page.getByRole("link", { name: "Projects" }).click();
    await page.click("#projects-table-options");
    await page.click("#projects-bulk-edit-toggle");
    await expect.poll(() => card.innerText()).toContain("Step 3 of 4");
  });

  test("the chat survives a reload, with its question and an answer, and leaves the focus to the page", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await button(page, "Open chat").click();
    const log = page.getByRole("log");
    await expect.poll(() => log.innerText()).toContain("Apply to N");
    await page.reload();
    await expect.poll(() => log.innerText()).toContain("Apply to N");
    expect(await log.innerText()).toContain("Updating projects one by one?");
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
    await button(page, "Close chat").click();
    await page.reload();
    await page.waitForTimeout(1_000);
    expect(await log.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("while the server is slow the card waits; when it fails the card says so and what was chosen can be tried again", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    let fails = true;
    await page.route("**/v1/tours/*/start", async (route) => {
      await page.waitForTimeout(500);
      await (fails ? route.abort() : route.continue());
    });
    await button(page, "Show me").click();
    await expect.poll(() => nudge(page).getAttribute("aria-busy")).toBe("true");
    await nudge(page).getByText("This did not work. Try again.").waitFor();
    fails = false;
    await button(page, "Show me").click();
    await expect.poll(() => page.locator("usher-root .tour").innerText()).toContain("Step 1 of 4");
    expect(await nudge(page).count()).toBe(0);
  });

  test("keyboard alone is enough", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).getByText("Press F6 to go to it.").waitFor();
    await page.keyboard.press("F6");
    await page.keyboard.press("F6");
    await page.keyboard.press("F6");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    const card = page.locator("usher-root .tour");
    await card.waitFor();
    await page.locator("#projects-table-options").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => card.innerText()).toContain("Step 2 of 4");
    await page.locator("#projects-bulk-edit-toggle").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => card.innerText()).toContain("Step 3 of 4");
    await page.locator("#project-checkbox-P-1043").focus();
    await page.keyboard.press("Space");
    await expect.poll(() => card.innerText()).toContain("Step 4 of 4");
    await page.locator("#bulk-apply").focus();
    await page.keyboard.press("Enter");
    await card.waitFor({ state: "detached" });
  });

  test("what is typed never leaves the page", async () => {
    const page = await context.newPage();
    const bodies: string[] = [];
    page.on("request", (request) => bodies.push(request.postData() ?? ""));
    await page.goto(`${server.url}/demo/projects`);
    await page.fill("#projects-search", "a very secret search");
    await page.fill("#projects-search", "");
    await page.click("#project-edit-P-1042");
    await page.fill("#edit-name", "A very secret name");
    await page.click("#edit-save");
    await page.waitForTimeout(2_500);
    expect(bodies.join("\n")).toContain("Save changes");
    expect(bodies.join("\n").toLowerCase()).not.toContain("very secret");
  });
});

describe("over a restart", () => {
  beforeAll(async () => {
    server = await startDemoServer();
  });
  afterAll(() => server.stop());

  test("mid-offer, nothing is lost and nothing doubled", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    await server.restart();
    await save(page, "P-1045");
    expect(await nudge(page).count()).toBe(1);
    await button(page, "Show me").click();
    const card = page.locator("usher-root .tour");
    await expect.poll(() => card.innerText()).toContain("Step 1 of 4");
    await page.click("#projects-table-options");
    await expect.poll(() => card.innerText()).toContain("Step 2 of 4");
    await expectSilence(page);
  });
});

describe("with a server whose time-out is shorter than the nudge", () => {
  beforeAll(async () => {
    server = await startDemoServer({ product: { policy: { interactionTimeoutS: 1 } } });
  });
  afterAll(() => server.stop());

  test("I: a late click is honoured", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await nudge(page).waitFor();
    await page.waitForTimeout(2_500);
    await button(page, "Show me").click();
    await expect.poll(() => page.locator("usher-root .tour").innerText()).toContain("Step 1 of 4");
  });
});

describe("with a server that soon takes an open chat for abandoned", () => {
  beforeAll(async () => {
    const [product] = projects.products ?? [];
    // The example's triggers are code, not JSON.
    const [first] = (product?.triggers ?? []) as readonly Trigger[];
    if (first === undefined) throw new Error("The example has no trigger.");
    const again = defineTrigger({
      id: "menu_again",
      page: "/demo/projects",
      when: countWithin({ type: "click", label: "table options", page: "/demo/projects", atLeast: 2, withinS: 120 }),
      until: discovered({ type: "click", label: "apply to" }),
      howTo: first.howTo,
      offer: { body: "Looking for something in this menu?" },
    });
    const policy = { ...product?.policy, interactionTimeoutS: 1, cooldownPeriodS: 0, minGapS: 0 };
    server = await startDemoServer({ product: { triggers: [first, again], policy } });
  });
  afterAll(() => server.stop());

  test("G: nothing is offered beside the chat, however long it is open; once it is closed, offers come", async () => {
    const page = await openProjects();
    await threeSaves(page);
    await button(page, "Open chat").click();
    await expect.poll(() => page.getByRole("log").innerText()).toContain("Apply to N");
    await page.waitForTimeout(2_500);
    const openMenuTwice = async (): Promise<void> => {
      for (let time = 0; time < 2; time++) {
        await page.click("#projects-table-options");
        await page.locator("#projects-export").waitFor();
        await page.keyboard.press("Escape");
        await page.locator("#projects-export").waitFor({ state: "detached" });
      }
    };
    await openMenuTwice();
    await expectSilence(page);
    await button(page, "Close chat").click();
    await page.waitForTimeout(1_500);
    if ((await nudge(page).count()) === 0) await openMenuTwice();
    await nudge(page).getByText("Looking for something in this menu?").waitFor({ timeout: 5_000 });
  });
});

describe("with a language model", () => {
  let llm: LlmDouble;
  beforeAll(async () => {
    llm = await startLlmDouble();
    server = await startDemoServer({
      config: { llm: { baseUrl: llm.baseUrl, model: "double", firstTokenTimeoutMs: 800 } },
    });
  });
  afterAll(async () => {
    await server.stop();
    await llm.stop();
  });

  async function answer(reply: string): Promise<string> {
    llm.say(reply);
    const page = await openProjects();
    await threeSaves(page);
    await button(page, "Open chat").click();
    const log = page.getByRole("log");
    await expect.poll(() => log.innerText(), { timeout: 5_000 }).toContain("Apply to N");
    return log.innerText();
  }

  test("B: its words are shown when they name only what exists; it was given the steps and the activity as data", async () => {
    const text = await answer(
      "Happy to help!\n1. Open **Table options**.\n2. Choose **Bulk edit**.\n3. Tick some projects.\n4. Click **Apply to N**.\n",
    );
    expect(text).toContain("Happy to help!");
    const system = llm.requests.at(-1)?.messages[0]?.content ?? "";
    expect(system).toContain("Bulk edit hides in this menu");
    expect(system).toContain('"Clicked Save changes"');
  });

  test("B: an invented control is never on screen", async () => {
    const text = await answer("Sure!\n1. Click **Edit Selected** at the top.\n2. Then **Apply to N**.\n");
    expect(text).not.toContain("Edit Selected");
    expect(text).toContain("Bulk edit hides in this menu");
  });

  test.each(["fail", "hang"])("B: when it does not work (%s) the how-to answers", async (mode) => {
    expect(await answer(mode)).toContain("Bulk edit hides in this menu");
  });
});
