import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { OfferWire, OutcomeRequest, RawEvent, SessionRequest, TourEndRequest } from "@usher/core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { UsherClient, UsherOptions } from "../packages/browser/src/index.ts";
import { buildSdk } from "./capture/build-sdk.ts";
import { type PageApiDouble, startPageApiDouble } from "./capture/page-api-double.ts";
import { launchChromium } from "./support/chromium.ts";

declare global {
  var Usher: UsherClient;
  var start: (options?: Partial<UsherOptions>) => void;
  var leaks: () => string[];
  var heard: { name: string; [field: string]: unknown }[];
}

let browser: Browser;
let context: BrowserContext;
let api: PageApiDouble;
let files: Map<string, string>;

beforeAll(async () => {
  files = await buildSdk();
  for (const name of ["index.html", "page.css", "page.js"]) {
    files.set(name, await readFile(new URL(`./capture/${name}`, import.meta.url), "utf8"));
  }
  api = await startPageApiDouble(files);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await api?.close();
});

beforeEach(async () => {
  api.reset();
  context = await browser.newContext();
});

afterEach(async () => {
  await context.close();
  await expect.poll(() => api.streams.length).toBe(0);
});

async function open(path = "/projects"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(api.origin + path);
  await page.waitForFunction(() => "heard" in window && "start" in window);
  return page;
}

/** Opened, with its session and the stream standing. */
async function openLive(path?: string): Promise<Page> {
  const page = await open(path);
  await expect.poll(() => api.streams.length).toBe(1);
  return page;
}

function anOffer(id: string, over: Partial<OfferWire> = {}): OfferWire {
  return {
    id,
    trigger_id: "bulk_by_hand",
    session_id: "s1",
    body: `Change them together (${id})`,
    options: [
      { id: "show", kind: "tour", label: "Show me", tour_id: "bulk" },
      { id: "ask", kind: "chat", label: "Ask" },
    ],
    page: ["/projects/*"],
    reason: "five single edits",
    status: "pending",
    created_at: Date.now(),
    expires_at: Date.now() + 60_000,
    ...over,
  };
}

const clicks = (): RawEvent[] => api.events().filter(({ type }) => type === "click");
const labels = (): (string | undefined)[] => clicks().map(({ element }) => element?.label);
const heardIn = (page: Page): Promise<string[]> => page.evaluate(() => heard.map(({ name }) => name));
const outcomes = (id: string): string[] =>
  api.bodies<OutcomeRequest>(`/v1/offers/${id}/outcome`).map(({ outcome }) => outcome);
const nudgeIn = (page: Page, id: string) => page.getByText(`Change them together (${id})`);
const seen = (page: Page, id: string): Promise<void> => nudgeIn(page, id).waitFor({ state: "visible" });
const gone = (page: Page, id: string): Promise<void> => nudgeIn(page, id).waitFor({ state: "hidden" });

describe("capture", () => {
  test("an icon inside a button is the button, named as the user reads it", async () => {
    const page = await open();
    await page.locator("#icon").click();
    await page.locator("#bare svg").click();
    await page.locator("#titled svg").click();
    await page.locator("#docs b").click();
    await expect.poll(labels).toEqual(["Edit status", "Archive", "More actions", "Read the docs of [email]"]);
    expect(clicks()[0]?.element).toEqual({ tag: "button", role: "button", label: "Edit status", test_id: "edit" });
    expect(clicks()[3]?.element).toMatchObject({ tag: "a", role: "link", id: "docs", anchor: "toolbar" });
  });

  test("a host that stops propagation hides nothing", async () => {
    const page = await open();
    await page.locator("#stopper").click();
    await expect.poll(labels).toEqual(["Stopped by the host"]);
  });

  test("a menu that opens on press and makes the page inert, and its portalled item", async () => {
    const page = await open();
    await page.locator("#menu").click({ force: true });
    await page.locator("#item").click();
    await expect.poll(labels).toEqual(["Row menu", "Duplicate"]);
    expect(clicks()[1]?.element).toMatchObject({ tag: "div", role: "menuitem", id: "item" });
  });

  test("open shadow roots: clicks, and changes, which do not leave them", async () => {
    const page = await open();
    await page.locator("#inner b").click();
    await page.locator("#field").fill("typed secret");
    await page.locator("#field").press("Enter");
    await expect.poll(labels).toContain("Inside");
    await expect.poll(() => api.events().map(({ type }) => type)).toContain("submit");
    expect(api.events().find(({ type }) => type === "change")?.element).toMatchObject({ tag: "input", name: "field" });
  });

  test("a label that passes its click on is one click", async () => {
    const page = await open();
    await page.getByText("Notify me").click();
    await expect.poll(labels).toEqual(["Notify me"]);
    expect(clicks()[0]?.element).toMatchObject({ tag: "input", role: "checkbox", name: "notify" });
  });

  test("nothing typed, selected, masked, ignored or merely on the page leaves it", async () => {
    const page = await open("/projects?q=Secret&tab=all#Secret");
    await page.locator("#owner").fill("typed Secret");
    await page.locator("#pass").fill("hunter2");
    await page.locator("#status").selectOption("Secret closed");
    await page.locator("#notes").fill("more Secret");
    await page.locator("#editor").click();
    await page.keyboard.type("Secret");
    await page.locator("#paragraph").click();
    await page.locator("#ignored").click();
    await page.locator("#masked").click();
    await page.locator("#named").click();
    await page.locator("input[type=submit]").click();
    await expect.poll(() => api.events().map(({ type }) => type)).toContain("submit");
    const sent = JSON.stringify(api.received);
    expect(sent).not.toMatch(/secret(?!")/i);
    expect(sent).not.toContain("hunter2");
    expect(sent).not.toContain("customer about");
    // Submitting opens the page anew; which of the two is heard first is the network's affair.
    expect(api.events().map(({ url }) => url)).toContain(`${api.origin}/projects?tab=all`);
    const changes = api.events().filter(({ type }) => type === "change");
    expect(changes.map(({ element }) => element?.label)).toEqual(["Owner", "Status", "Notes"]);
    expect(labels().slice(-3)).toEqual([undefined, "Open customer", "Save owner"]);
    const submit = api.events().find(({ type }) => type === "submit");
    expect(submit?.element).toEqual({ tag: "form", role: "form", id: "owner-form", name: "owner" });
  });

  test.each([
    ["with the Navigation API", "/projects"],
    ["with History alone", "/projects?old"],
  ])("route changes, each once, %s", async (_, path) => {
    const page = await open(path);
    await page.evaluate(async () => {
      const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
      history.pushState({}, "", "/projects/1");
      document.title = "Project 1";
      await settled();
      history.replaceState({}, "", "/projects/1");
      history.replaceState({}, "", "/projects/1?q=typing");
      await settled();
      history.pushState({}, "", "/projects/1?tab=notes");
      await settled();
      location.hash = "#/deep";
      await settled();
      history.back();
      await settled();
    });
    const views = () => api.events().filter(({ type }) => type === "page_view");
    await expect
      .poll(() => views().map(({ url }) => url?.replace(api.origin, "")))
      .toEqual([
        "/projects",
        "/projects/1",
        "/projects/1?tab=notes",
        "/projects/1?tab=notes#/deep",
        "/projects/1?tab=notes",
      ]);
    expect(views()[1]?.title).toBe("Project 1");
  });

  test("track, before and after init, with plain properties only", async () => {
    const page = await open("/projects?manual");
    await page.evaluate(() => {
      Usher.track("early", { n: 1 });
      start();
      start();
      Usher.track("late", { nested: { no: 1 }, ok: true } as never);
    });
    const custom = () => api.events().filter(({ type }) => type === "custom");
    await expect
      .poll(() => custom().map(({ name, properties }) => [name, properties]))
      .toEqual([
        ["early", { n: 1 }],
        ["late", { ok: true }],
      ]);
    expect(api.events().filter(({ type }) => type === "page_view")).toHaveLength(1);
  });
});

describe("transport", () => {
  test("a failing server is asked again, with the same ids and the count of repetitions", async () => {
    api.failures.push({ path: "/v1/capture", status: 503, headers: { "retry-after": "0" } });
    const page = await open();
    await page.locator("#bare").click();
    await expect.poll(labels).toContain("Archive");
    const batches = api.bodies<{ events: RawEvent[]; queue?: { retries: number } }>("/v1/capture");
    expect(batches[1]?.events[0]?.id).toBe(batches[0]?.events[0]?.id);
    expect(batches[1]?.queue?.retries).toBe(1);
  });

  test("a click is on its way before the page's own handlers run", async () => {
    const page = await open("/projects?manual");
    await page.evaluate(() => {
      const order: string[] = [];
      const { fetch } = window;
      window.fetch = (url, init) => {
        if (String(url).endsWith("/v1/capture")) order.push("request");
        return fetch(url, init);
      };
      document.querySelector("#bare")?.addEventListener("click", () => order.push("host"));
      Object.assign(window, { order });
      start();
    });
    await expect.poll(() => api.events().length).toBe(1);
    await page.waitForTimeout(100);
    await page.locator("#bare").click();
    await expect.poll(labels).toEqual(["Archive"]);
    expect(await page.evaluate(() => (window as unknown as { order: string[] }).order)).toEqual([
      "request",
      "request",
      "host",
    ]);
  });

  test("a token that is no longer good is renewed once and the request repeated", async () => {
    const page = await openLive();
    await expect.poll(() => api.events().length).toBe(1);
    api.expireTokens();
    const sessions = api.bodies("/v1/session").length;
    await page.locator("#bare").click();
    await expect.poll(() => clicks().length).toBe(2);
    expect(new Set(clicks().map(({ id }) => id)).size).toBe(1);
    expect(api.bodies<SessionRequest>("/v1/session").slice(sessions)).toEqual([
      { visitor: { id: expect.any(String), secret: "secret" }, zone: expect.any(String) },
    ]);
  });

  test("leaving the page hands the rest to a beacon, token in the body", async () => {
    const page = await openLive();
    await page.locator("#status").selectOption("Secret closed");
    await page.goto("about:blank");
    await expect
      .poll(() => api.events().map(({ type }) => type))
      .toEqual(expect.arrayContaining(["change", "page_leave"]));
    const beacon = api.received.findLast(({ path }) => path === "/v1/capture");
    expect(beacon?.contentType).toContain("text/plain");
    expect(beacon?.authorization).toBeUndefined();
    expect(beacon?.body.token).toMatch(/^token-/);
  });

  test("what the server never answered reaches it from the next page of the tab", async () => {
    for (let each = 0; each < 50; each++)
      api.failures.push({ path: "/v1/capture", status: 503, headers: { "retry-after": "60" } });
    const page = await open();
    await page.locator("#bare").click();
    await page.goto(`${api.origin}/projects/2`);
    api.failures.length = 0;
    const { length: refused } = api.bodies("/v1/capture");
    await page.reload();
    const answered = () =>
      api
        .bodies<{ events: RawEvent[] }>("/v1/capture")
        .slice(refused)
        .flatMap(({ events }) => events);
    await expect.poll(() => answered().map(({ element }) => element?.label)).toContain("Archive");
  });
});

describe("tabs", () => {
  test("one stream for all tabs; when its tab closes the next takes over", async () => {
    const first = await openLive();
    const second = await open();
    await expect.poll(() => api.events().filter(({ type }) => type === "page_view").length).toBe(2);
    expect(api.streams).toHaveLength(1);
    const sessions = api.bodies<SessionRequest>("/v1/session");
    expect(sessions[1]?.visitor).toBeDefined();
    const [before] = api.streams;
    await first.close();
    await expect.poll(() => api.streams.length === 1 && api.streams[0] !== before, { interval: 20 }).toBe(true);
    api.offer(anOffer("takeover"));
    await seen(second, "takeover");
  });

  test("an offer is claimed once and shown in one tab", async () => {
    const first = await openLive();
    const second = await open();
    await expect.poll(() => heardIn(second)).toContain("session-started");
    api.offer(anOffer("once"));
    await expect
      .poll(async () => (await nudgeIn(first, "once").count()) + (await nudgeIn(second, "once").count()))
      .toBe(1);
    await second.waitForTimeout(300);
    expect((await nudgeIn(first, "once").count()) + (await nudgeIn(second, "once").count())).toBe(1);
    const shown = [...(await heardIn(first)), ...(await heardIn(second))].filter((name) => name === "offer-shown");
    expect(shown).toHaveLength(1);
    expect(outcomes("once").filter((outcome) => outcome === "delivered")).toHaveLength(1);
  });

  test("only a tab on the right page claims, and a tab that opens later learns of it", async () => {
    const elsewhere = await openLive("/settings");
    api.offer(anOffer("page"));
    await expect.poll(() => outcomes("page")).toEqual(["delivered"]);
    const right = await open("/projects");
    await seen(right, "page");
    expect(await nudgeIn(elsewhere, "page").count()).toBe(0);
    await right.reload();
    await seen(right, "page");
  });

  test("a reset in one tab starts every tab over", async () => {
    const first = await openLive();
    const second = await open();
    await expect.poll(() => heardIn(second)).toContain("session-started");
    await first.evaluate(() => Usher.reset());
    await expect
      .poll(() => second.evaluate(() => heard.filter(({ name }) => name === "session-started").length))
      .toBe(2);
    expect(api.bodies<SessionRequest>("/v1/session").filter(({ reset }) => reset)).toHaveLength(1);
    await expect.poll(() => api.streams.length).toBe(1);
  });
});

describe("offers", () => {
  test("hides on other pages, returns, and goes when withdrawn", async () => {
    const page = await openLive();
    api.offer(anOffer("hide"));
    await seen(page, "hide");
    await page.evaluate(() => history.pushState({}, "", "/settings"));
    await gone(page, "hide");
    await page.evaluate(() => history.back());
    await seen(page, "hide");
    api.send("withdraw", { offer_id: "hide", reason: "goal_reached" });
    await gone(page, "hide");
    expect(await heardIn(page)).toContain("offer-withdrawn");
    expect(outcomes("hide").sort()).toEqual(["delivered", "shown"]);
  });

  test("an offer that cannot be claimed is not shown", async () => {
    const page = await openLive();
    for (let each = 0; each < 20; each++) api.failures.push({ path: "/v1/offers/mute/outcome", status: 500 });
    api.offer(anOffer("mute"));
    await expect.poll(() => outcomes("mute").length).toBeGreaterThan(1);
    await page.waitForTimeout(200);
    expect(await nudgeIn(page, "mute").count()).toBe(0);
  });

  test("nothing inside Usher's own surfaces is captured", async () => {
    const page = await openLive();
    api.offer(anOffer("own"));
    await seen(page, "own");
    const before = clicks().length;
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Show me" }).click();
    await expect.poll(() => outcomes("own")).toContain("accepted");
    await page.waitForTimeout(100);
    expect(clicks()).toHaveLength(before);
  });

  test("after identify the stream is reopened and serves the new identity", async () => {
    const page = await openLive();
    await page.evaluate(() => {
      Usher.identify("user-7", { plan: "team" });
      Usher.identify("user-7", { plan: "team" });
    });
    await expect
      .poll(() => api.bodies<SessionRequest>("/v1/session").filter(({ identity }) => identity).length)
      .toBe(1);
    await expect
      .poll(() => page.evaluate(() => heard.at(-1)))
      .toMatchObject({ name: "session-started", level: "claimed" });
    await expect.poll(() => api.received.filter(({ path }) => path === "/v1/nudges").length).toBeGreaterThan(1);
    await expect.poll(() => api.streams.length).toBe(1);
    api.offer(anOffer("named"));
    await seen(page, "named");
  });

  test("a tour starts, survives a reload and a navigation, and its end is told", async () => {
    api.tours.set("bulk", {
      id: "bulk",
      title: "Change projects together",
      steps: [
        {
          id: "a",
          title: "Open the menu",
          description: "",
          target: { selectors: ["#stopper"] },
          page: [],
          optional: false,
        },
        { id: "b", title: "Archive it", description: "", target: { selectors: ["#bare"] }, page: [], optional: false },
      ],
    });
    const page = await openLive();
    api.offer(anOffer("tour"));
    await seen(page, "tour");
    await page.getByRole("button", { name: "Show me" }).click();
    await page.getByRole("heading", { name: "Open the menu" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Open the menu" }).waitFor();
    await page.locator("#stopper").click();
    await page.getByRole("heading", { name: "Archive it" }).waitFor();
    await page.goto(`${api.origin}/projects/9`);
    await page.getByRole("heading", { name: "Archive it" }).waitFor();
    await page.locator("#bare").click();
    await expect.poll(() => heardIn(page)).toContain("tour-ended");
    const ends = () => api.bodies<TourEndRequest>("/v1/tours/bulk/end");
    await expect.poll(ends).toMatchObject([{ outcome: "completed", step: 1 }]);
    const runs = [
      ...api.bodies<TourEndRequest>("/v1/tours/bulk/step"),
      ...api.bodies<TourEndRequest>("/v1/tours/bulk/start"),
    ];
    expect(new Set([...runs, ...ends()].map(({ run_id }) => run_id)).size).toBe(1);
    await page.reload();
    await expect.poll(() => heardIn(page)).toContain("session-started");
    expect(await page.locator("usher-root").count()).toBe(0);
  });

  test("a chat opens with the offer's question, answers, and its end is told", async () => {
    const page = await openLive();
    api.offer(anOffer("chat"));
    await seen(page, "chat");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByText("What would you like to change?").waitFor();
    await page.locator("usher-root textarea").fill("How?");
    await page.keyboard.press("Enter");
    await page.getByText("Select the rows first.").waitFor();
    await page.keyboard.press("Escape");
    await expect
      .poll(() => api.bodies("/v1/chat"))
      .toEqual([
        { offer_id: "chat" },
        { offer_id: "chat", message: "How?", message_id: expect.any(String) },
        { offer_id: "chat", closed: true },
      ]);
    expect(await heardIn(page)).toContain("chat-closed");
  });
});

describe("the host", () => {
  test("shutdown leaves no listener, no node and no wrapped function", async () => {
    const page = await openLive("/projects?old");
    api.offer(anOffer("last"));
    await seen(page, "last");
    const left = await page.evaluate(() => {
      Usher.shutdown();
      Usher.shutdown();
      return { leaks: leaks(), root: document.querySelector("usher-root"), wrapped: Object.keys(history) };
    });
    expect(left).toEqual({ leaks: [], root: null, wrapped: [] });
    await expect.poll(() => api.streams.length).toBe(0);
    const before = api.received.length;
    await page.locator("#bare").click();
    await page.evaluate(() => history.pushState({}, "", "/projects/3"));
    await page.waitForTimeout(100);
    expect(api.received).toHaveLength(before);
    await page.evaluate(() => start());
    await expect.poll(() => api.streams.length).toBe(1);
  });

  test("opting out is remembered; opting in starts", async () => {
    const page = await openLive();
    await page.evaluate(() => Usher.optOut());
    await expect.poll(() => api.streams.length).toBe(0);
    const before = api.received.length;
    await page.reload();
    await page.waitForTimeout(150);
    expect(api.received.slice(before).filter(({ path }) => path === "/v1/session")).toEqual([]);
    await page.evaluate(() => Usher.optIn());
    await expect.poll(() => api.streams.length).toBe(1);
  });

  test("works where storage is refused", async () => {
    await context.addInitScript(() => {
      for (const kind of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, kind, {
          get() {
            throw new DOMException("refused", "SecurityError");
          },
        });
      }
    });
    const page = await openLive();
    await page.locator("#bare").click();
    await expect.poll(labels).toEqual(["Archive"]);
    api.offer(anOffer("private"));
    await seen(page, "private");
    expect((await heardIn(page)).filter((name) => name === "error")).toEqual([]);
  });

  test("a strict content security policy is never violated", async () => {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) => {
        Object.assign(window, { violated: `${violatedDirective} ${sourceFile}` });
      });
    });
    const page = await openLive();
    api.offer(anOffer("strict"));
    await seen(page, "strict");
    expect(await page.evaluate(() => "violated" in window && window.violated)).toBe(false);
    // The shipped styles, shortened by the build, are still styles.
    const look = await page.getByRole("region", { name: "Copilot" }).evaluate((element) => {
      const { borderTopLeftRadius, backgroundColor, position, width } = getComputedStyle(element);
      return [borderTopLeftRadius, backgroundColor, position, width];
    });
    expect(look).toEqual(["12px", "rgb(255, 255, 255)", "fixed", "320px"]);
  });

  test("a secret key is refused with the reason", async () => {
    const page = await open("/projects?manual");
    const [message] = await Promise.all([
      page.waitForEvent("console"),
      page.evaluate(() => start({ key: "sk_live_1" })),
    ]);
    expect(message.text()).toContain("publishable key");
    // The beacon of an earlier page may still arrive; this one asked for nothing.
    expect(api.received.filter(({ path }) => path === "/v1/session")).toEqual([]);
  });

  test("what every page loads is one file of at most 12 kB compressed", () => {
    const entry = files.get("usher.js") ?? "";
    expect(entry).not.toMatch(/\bimport\s*["{]/);
    expect(gzipSync(entry, { level: 9 }).length).toBeLessThanOrEqual(12_000);
  });

  test("a click costs the main thread little", async () => {
    const page = await openLive();
    const median = await page.evaluate(() => {
      const button = document.querySelector("#radix-\\:r1\\:") as HTMLButtonElement;
      const times = Array.from({ length: 300 }, () => {
        const from = performance.now();
        button.click();
        return performance.now() - from;
      }).sort((one, other) => one - other);
      return times[150] as number;
    });
    expect(median).toBeLessThan(0.3);
  });
});
