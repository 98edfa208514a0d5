import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type PageServer, servePage } from "./posthog/serve-page.ts";
import { launchChromium } from "./support/chromium.ts";
import { readStream, type StreamedAction, type StreamReader } from "./support/read-stream.ts";

const KEY = "pk_test_projects";
const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";

/** posthog-js sends nothing from browsers that say they are automated. */
const LIKE_A_PERSON = [
  "--disable-blink-features=AutomationControlled",
  "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium(LIKE_A_PERSON);
});
afterAll(() => browser?.close());

describe.each(["posthog-js", "posthog-js-1-257"])("%s pointed at the server", (packageName) => {
  let pages: PageServer;
  let server: UsherServer;
  let url: string;
  let dataDir: string;
  let stream: StreamReader;
  let context: BrowserContext;
  let complaints: string[];

  beforeAll(async () => {
    pages = await servePage(packageName);
    dataDir = await mkdtemp(join(tmpdir(), "usher-posthog-"));
    const config = loadConfig({
      file: {
        products: [
          { id: "projects", publishableKeys: [KEY], secretKeys: [SECRET_KEY], origins: [pages.origin], triggers: [] },
        ],
        dataDir,
        logLevel: "silent",
      },
      environment: {},
      flags: { port: 0 },
    });
    server = createServer(config);
    ({ url } = await server.start());
    stream = await readStream(url, "projects", SECRET_KEY);
  });
  afterAll(async () => {
    await stream?.close();
    await server?.stop();
    await pages?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  beforeEach(async () => {
    complaints = [];
    context = await browser.newContext();
  });
  afterEach(() => context.close());

  async function open(user = ""): Promise<Page> {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfailed", (request) => complaints.push(`${request.method()} ${request.url()} failed`));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    const query = new URLSearchParams({ apiHost: url, key: KEY, user });
    await page.goto(`${pages.origin}/projects/17?${query}`);
    await page.waitForFunction(() => "ready" in window);
    await waitForAutocapture(page);
    return page;
  }

  /** Recent versions capture clicks only once the server has said that they may. */
  async function waitForAutocapture(page: Page): Promise<void> {
    await expect
      .poll(() =>
        page.evaluate("Boolean(posthog.autocapture ? posthog.autocapture.isEnabled : posthog.__autocapture ?? true)"),
      )
      .toBe(true);
  }

  const of = (match: (action: StreamedAction) => boolean): StreamedAction[] => stream.actions.filter(match);

  test("with the tutorial's options: clicks, page views and who it was arrive labelled, and nothing fails", async () => {
    const page = await open("demo-user-1");
    await page.click("#edit-save span");
    await page.click("#archive svg");
    await page.click("#private");
    await page.click("#to-reports");
    await page.fill("#name", "a secret somebody typed");
    await page.click("#edit-save");
    const mine = (): StreamedAction[] => of(({ user_id }) => user_id === "demo-user-1");
    const titles = (): string[] => mine().map(({ title }) => title);
    await expect
      .poll(titles)
      .toEqual(
        expect.arrayContaining([
          "Clicked Save changes",
          "Clicked Archive project",
          "Clicked Reports",
          "Viewed Reports",
        ]),
      );
    await expect.poll(() => titles().filter((title) => title === "Clicked Save changes")).toHaveLength(2);
    expect(titles().some((title) => title.startsWith("Viewed Projects"))).toBe(true);
    expect(titles().join()).not.toContain("Private");
    expect(JSON.stringify(mine())).not.toContain("somebody typed");
    const saves = mine().filter(({ title }) => title === "Clicked Save changes");
    expect(saves.map(({ canonical_url }) => new URL(canonical_url).pathname)).toEqual(["/projects/:id", "/reports"]);
    expect(new Set(mine().map(({ session_id }) => session_id)).size).toBe(1);
    expect(mine().at(-1)?.email).toBe("demo-user-1@example.com");
    const session = of(({ session_id }) => session_id === mine()[0]?.session_id);
    expect(session.map(({ index }) => index)).toEqual(session.map((_, index) => index));
    expect(complaints).toEqual([]);
  });

  test("a visitor who signs in keeps the session; whoever comes after a reset is somebody else", async () => {
    const page = await open();
    await page.click("#edit-save");
    const anonymous = (await page.evaluate("posthog.get_distinct_id()")) as string;
    await expect
      .poll(() => of(({ user_id }) => user_id === anonymous).map(({ title }) => title))
      .toContain("Clicked Save changes");
    const sessionId = of(({ user_id }) => user_id === anonymous)[0]?.session_id;

    await page.evaluate('posthog.identify("ada", { email: "ada@example.com" })');
    await page.click("#archive");
    await expect
      .poll(() => of(({ user_id }) => user_id === "ada").map(({ title }) => title))
      .toContain("Clicked Archive project");
    expect(of(({ user_id }) => user_id === "ada").every(({ session_id }) => session_id === sessionId)).toBe(true);

    await page.evaluate("posthog.reset()");
    const next = (await page.evaluate("posthog.get_distinct_id()")) as string;
    await page.click("#archive");
    await expect
      .poll(() => of(({ user_id }) => user_id === next).map(({ title }) => title))
      .toContain("Clicked Archive project");
    expect(of(({ user_id }) => user_id === next).every(({ session_id }) => session_id !== sessionId)).toBe(true);
    expect(complaints).toEqual([]);
  });
});
