import { readFile } from "node:fs/promises";
import type { RawEvent, RawEventType } from "@usher/core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildSdk } from "./capture/build-sdk.ts";
import { type PageApiDouble, startPageApiDouble } from "./capture/page-api-double.ts";
import { launchChromium } from "./support/chromium.ts";

let browser: Browser;
let context: BrowserContext;
let api: PageApiDouble;

beforeAll(async () => {
  const files = await buildSdk();
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
  // Handlers are written into the page here.
  context = await browser.newContext({ bypassCSP: true });
});

afterEach(async () => {
  await context.close();
  await expect.poll(() => api.streams.length).toBe(0);
});

/** A page with these controls in it, and the detectors loaded. */
async function open(html: string): Promise<Page> {
  const page = await context.newPage();
  const loaded = page.waitForResponse((response) => response.url().includes("usher-start-detectors"));
  await page.goto(`${api.origin}/projects`);
  await loaded;
  await page.waitForFunction(() => "heard" in window);
  await page.evaluate((inner) => {
    const place = document.createElement("section");
    place.innerHTML = inner;
    document.body.prepend(place);
  }, html);
  await page.waitForTimeout(50);
  return page;
}

const all = (type: RawEventType): RawEvent[] => api.events().filter((event) => event.type === type);
const states = (): unknown[] => all("input_activity").map(({ properties }) => properties?.state);

/** A click may be answered for 2.5 s. */
const UNANSWERED_MS = 2_900;

describe("dead clicks", () => {
  test("a control that nothing answers, and what only looks like one", async () => {
    const page = await open(`<button id="dead">Plan: Team</button><div id="card" style="cursor:pointer">Card</div>`);
    await page.locator("#dead").click();
    await page.locator("#card").click();
    await expect.poll(() => all("dead_click").length).toBe(2);
    const [dead, card] = all("dead_click");
    const clicks = all("click");
    expect(dead?.element).toMatchObject({ role: "button", label: "Plan: Team" });
    expect(dead?.properties).toEqual({ click_id: clicks[0]?.id });
    expect(card?.properties).toEqual({ click_id: clicks[1]?.id });
    expect(card?.element?.label).toBeUndefined();
  });

  test.each([
    ["changes the page", `document.getElementById("out").textContent = "Done"`],
    ["changes an attribute", `this.setAttribute("aria-pressed", "true")`],
    ["answers late", `setTimeout(() => document.getElementById("out").append("x"), 2000)`],
    ["moves the focus", `document.getElementById("field").focus()`],
    ["scrolls", `window.scrollTo(0, 300)`],
    ["changes a value", `document.getElementById("field").value = "2"`],
    ["selects text", `getSelection().selectAllChildren(document.getElementById("out"))`],
    ["asks the server", `fetch("/healthz")`],
    ["asks the server the old way", `const r = new XMLHttpRequest(); r.open("GET", "/healthz"); r.send()`],
    ["goes elsewhere", `history.pushState({}, "", "/projects/9")`],
  ])("one that %s is alive", async (_, handler) => {
    const page = await open(
      `<p id="out">text</p><input id="field" value="1"><button id="alive">Go</button><div style="height:3000px"></div>`,
    );
    await page.evaluate((code) => {
      const button = document.getElementById("alive") as HTMLElement;
      button.onclick = new Function(code) as () => void;
    }, handler);
    await page.locator("#alive").click();
    await page.waitForTimeout(UNANSWERED_MS);
    expect(all("click").map(({ element }) => element?.label)).toContain("Go");
    expect(all("dead_click")).toEqual([]);
  });

  test("links, fields, held keys, plain text and a menu that opens on press are none", async () => {
    const page = await open(
      `<a id="link" href="#x" onclick="event.preventDefault()">Link</a><p id="text">Words</p><button id="key">Key</button>`,
    );
    await page.locator("#link").click();
    await page.locator("#text").click();
    await page.locator("#notes").click();
    await page.locator("#key").click({ modifiers: ["Control"] });
    await page.locator("#menu").click({ force: true });
    await page.waitForTimeout(UNANSWERED_MS);
    expect(all("dead_click")).toEqual([]);
  });
});

describe("clicks", () => {
  test("say where they were and whether they had an effect of their own", async () => {
    const page = await open(
      `<button id="a" style="border:0">A</button><h2 id="b" style="user-select:text">Some heading words</h2>`,
    );
    await page.locator("#a").click({ position: { x: 3, y: 4 } });
    const box = (await page.locator("#a").boundingBox()) as { x: number; y: number };
    await page.locator("#b").dblclick();
    await expect.poll(() => all("click").length).toBe(3);
    const [first, , third] = all("click");
    expect(first?.properties).toEqual({ x: Math.round(box.x + 3), y: Math.round(box.y + 4) });
    expect(third?.properties).toMatchObject({ void: true });
  });

  test("name the record and the part of the page they belong to, not what it is", async () => {
    const page = await open(
      `<table><tr data-row-key="customer-4711"><td><button>Edit</button></td></tr>
       <tr data-usher-entity="row-b"><td><button>Move</button></td></tr></table>
       <div class="ui-pagination"><button>2</button></div>`,
    );
    for (const name of ["Edit", "Move", "2"]) await page.getByRole("button", { name, exact: true }).click();
    await expect.poll(() => all("click").length).toBe(3);
    const [edit, move, pager] = all("click").map(({ element }) => element);
    expect(edit?.entity).toMatch(/^row-[0-9a-z]+$/);
    expect(JSON.stringify(api.received)).not.toContain("4711");
    expect(move?.entity).toBe("row-b");
    expect(pager?.within).toBe("pager");
  });
});

test("a failed request is told with the click that started it; others are not", async () => {
  const page = await open(`<button id="go">Import</button>`);
  await context.route("**/broken", (route) => route.fulfill({ status: 503, body: "" }));
  await context.route("**/gone", (route) => route.abort());
  await page.evaluate(() => fetch("/broken"));
  await page.evaluate(() => {
    (document.getElementById("go") as HTMLElement).onclick = () => {
      void fetch("/broken");
      void fetch("/gone").catch(() => {});
      const controller = new AbortController();
      void fetch("/healthz", { signal: controller.signal }).catch(() => {});
      controller.abort();
    };
  });
  await page.locator("#go").click();
  await expect.poll(() => all("error").length).toBe(2);
  const click = all("click")[0];
  const failures = all("error").map(({ properties }) => properties);
  expect(failures).toContainEqual({ kind: "http", error: "HttpError", status: 503, started_by: click?.id });
  expect(failures).toContainEqual({ kind: "http", error: "NetworkError", started_by: click?.id });
});

describe("fields", () => {
  const form = `<form id="f" name="invite" onsubmit="event.preventDefault()"><label>Mail <input id="mail" name="mail" type="email" required></label>
    <label>Code <input id="code" name="code" aria-invalid="false"></label><button>Send</button></form>`;

  test("refused, and emptied and typed again: how often, never what", async () => {
    const page = await open(form);
    await page.evaluate(() => {
      const code = document.getElementById("code") as HTMLElement;
      code.addEventListener("change", () => code.setAttribute("aria-invalid", "true"));
    });
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator("#mail").pressSequentially("hunter2");
    await page.locator("#mail").fill("");
    await page.locator("#mail").pressSequentially("ada");
    await page.locator("#code").fill("hunter2");
    await page.locator("#code").blur();
    await expect.poll(() => all("change").length).toBe(3);
    const told = all("change").map(({ element, properties }) => [element?.name, properties]);
    expect(told).toEqual([
      ["mail", { edited: false, invalid: true, form: "invite" }],
      ["mail", { edited: true, invalid: true, cleared: 1, form: "invite" }],
      ["code", { edited: true, invalid: true, cleared: 0, form: "invite" }],
    ]);
    expect(JSON.stringify(api.received)).not.toMatch(/hunter2|"ada/);
  });

  test("a form that goes away unsent", async () => {
    const page = await open(
      `<div id="place">${form}</div><button id="close" onclick="place.replaceChildren()">Close</button>`,
    );
    await page.locator("#code").fill("x");
    await page.locator("#close").click();
    await expect
      .poll(() => all("form_close").map(({ properties }) => properties), { timeout: 4_000 })
      .toEqual([{ form: "invite", edited: 1, submitted: false }]);
  });
});

describe("busy hands", () => {
  test("typing is told once for a sentence, and its pause", async () => {
    const page = await open("");
    await page.locator("#notes").pressSequentially("a longer sentence", { delay: 20 });
    await expect.poll(states).toEqual(["typing", "idle"]);
    expect(all("input_activity")[0]?.element).toEqual({ tag: "textarea" });
  });

  test("dragging", async () => {
    const page = await open(`<div id="grip" style="width:50px;height:50px">x</div>`);
    const { x, y } = (await page.locator("#grip").boundingBox()) as { x: number; y: number };
    await page.mouse.move(x + 5, y + 5);
    await page.mouse.down();
    await page.mouse.move(x + 80, y + 5, { steps: 5 });
    await page.mouse.up();
    await expect.poll(states).toEqual(["dragging", "idle"]);
  });

  test("nobody there: away after half a minute without input, back with the next", async () => {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${api.origin}/projects`);
    await page.waitForFunction(() => "heard" in window);
    await page.clock.runFor(500);
    await page.clock.runFor(31_000);
    await expect.poll(states).toEqual(["away"]);
    await page.mouse.move(10, 10);
    await page.clock.runFor(500);
    await expect.poll(states).toEqual(["away", "back"]);
  });
});

test("after shutdown the page's own functions are its own again", async () => {
  const page = await open("");
  const wrapped = await page.evaluate(() => {
    const during = !/native code/.test(String(fetch)) && !/native code/.test(String(XMLHttpRequest.prototype.send));
    Usher.shutdown();
    return [during, /native code/.test(String(fetch)), /native code/.test(String(XMLHttpRequest.prototype.send))];
  });
  expect(wrapped).toEqual([true, true, true]);
});
