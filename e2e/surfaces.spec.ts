import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { bundle } from "./surfaces/bundle.ts";
import type { Surfaces } from "./surfaces/host-page.ts";

declare const surfaces: Surfaces;

let browser: Browser;
let files: Record<string, { contentType: string; body: string }>;
let page: Page;

beforeAll(async () => {
  const read = (name: string): Promise<string> => readFile(new URL(`./surfaces/${name}`, import.meta.url), "utf8");
  files = {
    "/": { contentType: "text/html", body: await read("host-page.html") },
    "/host.css": { contentType: "text/css", body: await read("host-page.css") },
    "/host.js": { contentType: "text/javascript", body: await bundle("host-page.ts") },
  };
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
});

afterEach(async () => {
  await page?.context().close();
});

async function open(options: BrowserContextOptions = {}, headers: Record<string, string> = {}): Promise<Page> {
  const context = await browser.newContext(options);
  page = await context.newPage();
  await page.route("http://host.test/**", (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file ? route.fulfill({ ...file, headers }) : route.fulfill({ status: 404 });
  });
  await page.goto("http://host.test/");
  await page.waitForFunction(() => "surfaces" in window);
  return page;
}

const log = (): Promise<string[]> => page.evaluate(() => surfaces.log);
const logged = (...lines: string[]): Promise<void> => expect.poll(log).toEqual(lines);
const nudge = () => page.getByRole("region", { name: "Copilot" });
const card = () => page.getByRole("dialog", { name: "Change projects together" });
const onStep = async (title: string): Promise<void> => card().getByRole("heading", { name: title }).waitFor();
const focusedText = () =>
  page.evaluate(() => {
    const active = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    return active?.getAttribute("aria-label") || active?.id || active?.textContent;
  });
const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

describe("nudge", () => {
  test("shows the offer as text, politely, and leaves the focus where it is", async () => {
    await open();
    await page.locator("#filter").focus();
    await page.evaluate(() => surfaces.nudge({ body: "Try <b onclick=x>bulk</b> edit" }));
    await nudge().getByText("Try <b onclick=x>bulk</b> edit").waitFor();
    expect(await nudge().getByRole("status").getAttribute("aria-live")).toBe("polite");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("filter");
  });

  test("what was chosen is reported once; the card waits for it, says when it failed, and offers it again", async () => {
    await open();
    await page.evaluate(() => Object.assign(window, { shown: surfaces.nudge({}, 700) }));
    const shown = (what: "wait" | "fail"): Promise<void> =>
      page.evaluate((name) => (window as unknown as { shown: Record<string, () => void> }).shown[name]?.(), what);
    const choice = nudge().getByRole("button", { name: "Open chat" });
    await choice.click();
    await shown("wait");
    await page.mouse.move(5, 5);
    expect(await nudge().getAttribute("aria-busy")).toBe("true");
    expect(await choice.isDisabled()).toBe(true);
    await choice.click({ force: true });
    await page.mouse.move(5, 5);
    await page.locator("#save").focus();
    await page.waitForTimeout(900);
    await logged("option chat");
    await shown("fail");
    await nudge().getByText("This did not work. Try again").waitFor();
    expect(await nudge().getAttribute("aria-busy")).toBe(null);
    await choice.click();
    await logged("option chat", "option chat");
  });

  test("a click that a script made up chooses nothing", async () => {
    await open();
    await page.evaluate(() => {
      surfaces.nudge();
      for (const made of document.querySelector("usher-root")?.shadowRoot?.querySelectorAll("button") ?? [])
        made.click();
    });
    expect(await log()).toEqual([]);
    expect(await nudge().isVisible()).toBe(true);
  });

  test("F6 goes to it and back, also from a field; Escape there dismisses it and is back too", async () => {
    await open();
    await page.evaluate(() => surfaces.nudge());
    await nudge().getByText("Press F6 to go to it.").waitFor();
    await page.locator("#filter").focus();
    await page.keyboard.press("F6");
    expect(await focusedText()).toBe("Show me");
    await page.keyboard.press("F6");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("filter");
    await page.keyboard.press("F6");
    await page.keyboard.press("Escape");
    await logged("dismiss");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("filter");
  });

  test("its time stands still for a while after each key", async () => {
    await open();
    await page.evaluate(() => surfaces.nudge({}, 700));
    await page.locator("#filter").press("a");
    await page.waitForTimeout(3_000);
    await page.locator("#filter").press("b");
    await page.waitForTimeout(3_000);
    expect(await log()).toEqual([]);
    await expect.poll(log, { timeout: 4_000 }).toEqual(["expire"]);
  });

  test("by keyboard alone: reach it, choose, and be back where you were", async () => {
    await open();
    await page.evaluate(() => surfaces.nudge());
    await page.locator("#far").focus();
    await page.keyboard.press("Tab");
    expect(await focusedText()).toBe("Dismiss");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await logged("option show");
    await page.keyboard.press("Escape");
    await logged("option show", "dismiss");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("far");
  });

  test("the cross and Escape dismiss it", async () => {
    await open();
    await page.evaluate(() => surfaces.nudge());
    await nudge().getByRole("button", { name: "Dismiss" }).click();
    await page.evaluate(() => surfaces.nudge());
    await page.keyboard.press("Escape");
    await page.evaluate(() => surfaces.nudge());
    await nudge().getByRole("button", { name: "Show me" }).focus();
    await page.keyboard.press("Escape");
    await logged("dismiss", "dismiss", "dismiss");
  });

  test("Escape that belongs to the page does not dismiss it", async () => {
    await open();
    await page.evaluate(() => surfaces.nudge());
    await page.locator("#filter").press("Escape");
    await page.locator("#actions").click();
    await page.getByRole("menuitem", { name: "Rename" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#new-project").click();
    await page.keyboard.press("Escape");
    await page.locator(".dialog").waitFor({ state: "detached" });
    await page.locator("#open-native").click();
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
      document.getElementById("save")?.addEventListener("keydown", (event) => event.preventDefault());
    });
    await page.locator("#save").press("Escape");
    expect(await log()).toEqual([]);
    expect(await nudge().isVisible()).toBe(true);
  });

  test("its time stands still under the pointer, the focus, in a hidden tab and while hidden", async () => {
    await open();
    await page.evaluate(() => surfaces.nudge({}, 700));
    await nudge().hover();
    await page.waitForTimeout(900);
    await nudge().getByRole("button", { name: "Show me" }).focus();
    await page.mouse.move(5, 5);
    await page.waitForTimeout(900);
    expect(await log()).toEqual([]);
    const setVisibility = (state: string) =>
      page.evaluate((value) => {
        Object.defineProperty(document, "visibilityState", { value, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    await setVisibility("hidden");
    await page.locator("#save").focus();
    await page.waitForTimeout(900);
    expect(await log()).toEqual([]);
    await setVisibility("visible");
    await logged("expire");
    expect(await nudge().count()).toBe(0);

    await page.evaluate(() => {
      const shown = surfaces.nudge({}, 700);
      shown.setHidden(true);
      Object.assign(window, { shown });
    });
    await page.waitForTimeout(900);
    expect(await nudge().count()).toBe(0);
    await page.evaluate(() =>
      (window as unknown as { shown: { setHidden(hidden: boolean): void } }).shown.setHidden(false),
    );
    expect(await nudge().isVisible()).toBe(true);
    await logged("expire", "expire");
  });

  test("removed is removed: nothing is called, twice is fine", async () => {
    await open();
    await page.evaluate(() => {
      const shown = surfaces.nudge({}, 200);
      shown.remove();
      shown.remove();
    });
    await page.waitForTimeout(400);
    await page.keyboard.press("Escape");
    expect(await log()).toEqual([]);
  });

  test("fits a phone and is large enough for a finger", async () => {
    await open({ viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true });
    await page.evaluate(() => surfaces.nudge());
    const box = await nudge().boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 320).toBe(true);
    expect(await fits()).toBe(true);
    for (const control of await nudge().getByRole("button").all()) {
      const size = await control.boundingBox();
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
  });

  test("sits at the other side in a right-to-left page, and where the page wants it", async () => {
    await open();
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
      document.documentElement.style.setProperty("--usher-offset-x", "50px");
      document.documentElement.style.setProperty("--usher-offset-y", "80px");
      surfaces.nudge();
    });
    const box = await nudge().boundingBox();
    const height = page.viewportSize()?.height ?? 0;
    expect(box?.x).toBe(66);
    expect(Math.round(height - (box?.y ?? 0) - (box?.height ?? 0))).toBe(96);
  });

  test("looks as intended under a policy that forbids inline styles", async () => {
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";
    const problems: string[] = [];
    await open({}, { "content-security-policy": policy });
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(error.message));
    await page.evaluate(() => {
      surfaces.nudge();
      surfaces.tour([surfaces.step("Save", ["#save"])]);
      surfaces.chat(async function* () {
        yield { event: "reply-delta", data: { id: "a", text: "1. **One**" } };
      });
    });
    await page.getByText("One", { exact: true }).waitFor();
    expect(await nudge().evaluate((element) => getComputedStyle(element).borderTopLeftRadius)).toBe("12px");
    expect(problems).toEqual([]);
  });

  test("themes: the system's, a chosen one, and the page's own accent", async () => {
    await open({ colorScheme: "dark" });
    const surface = () => nudge().evaluate((element) => getComputedStyle(element).backgroundColor);
    await page.evaluate(() => surfaces.nudge());
    expect(await surface()).toBe("rgb(30, 32, 38)");
    await page.evaluate(() => surfaces.ensureRoot({ theme: "light" }));
    expect(await surface()).toBe("rgb(255, 255, 255)");
    await page.evaluate(() => document.documentElement.style.setProperty("--usher-surface", "rgb(1, 2, 3)"));
    expect(await surface()).toBe("rgb(1, 2, 3)");
  });
});

describe("root", () => {
  test("is one, survives a page that hides or empties its body, and goes without a trace", async () => {
    await open();
    expect(await page.evaluate(() => surfaces.ensureRoot({}) === surfaces.ensureRoot({ theme: "dark" }))).toBe(true);
    await page.evaluate(() => {
      const host = document.querySelector("usher-root");
      host?.setAttribute("aria-hidden", "true");
      host?.setAttribute("inert", "");
    });
    await page.waitForFunction(() => document.querySelector("usher-root")?.getAttributeNames().join() === "data-theme");
    await page.evaluate(() => document.body.replaceChildren());
    await page.waitForFunction(() => document.querySelector("usher-root"));
    await page.evaluate(() => {
      document.body = document.createElement("body");
    });
    await page.waitForFunction(() => document.querySelector("usher-root"));
    await page.evaluate(() => surfaces.removeRoot());
    await page.waitForTimeout(50);
    expect(await page.locator("usher-root").count()).toBe(0);
  });

  test("keys typed in our surfaces do not reach the page's shortcuts", async () => {
    await open();
    await page.evaluate(() => {
      document.addEventListener("keydown", (event) => surfaces.log.push(event.key));
      surfaces.chat(async function* () {});
    });
    await page.getByRole("textbox", { name: "Your message" }).pressSequentially("ab");
    expect(await log()).toEqual([]);
  });
});

describe("tour", () => {
  test("points at the target, leaves it usable, and goes on when it is clicked on its icon", async () => {
    await open();
    await page.evaluate(() => surfaces.tour([surfaces.step("Export", ["#export"]), surfaces.step("Save", ["#save"])]));
    await onStep("Export");
    const target = await page.locator("#export").boundingBox();
    const box = await card().boundingBox();
    if (!target || !box) throw new Error("not on screen");
    expect(box.y).toBeGreaterThan(target.y + target.height);
    expect(await card().getByText("Step 1 of 2").isVisible()).toBe(true);
    await page.locator("#export-icon").click();
    await onStep("Save");
    await page.locator("#save").click();
    await logged("step 0", "step 1", "completed at 1");
    expect(await card().count()).toBe(0);
  });

  test("any element that matches counts, not only the one pointed at", async () => {
    await open();
    await page.evaluate(() => surfaces.tour([surfaces.step("Pick", ["input.pick"]), surfaces.step("Save", ["#save"])]));
    await page.getByRole("checkbox", { name: "Select Cassini" }).check();
    await onStep("Save");
    expect(await page.getByRole("checkbox", { name: "Select Cassini" }).isChecked()).toBe(true);
  });

  test("a target found by role and name, by keyboard", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("Save", [], { target: { selectors: ["#nowhere", "][bad"], role: "button", name: " save " } }),
        surfaces.step("Pick", [], { target: { selectors: [], role: "checkbox", name: "Select Aurora" } }),
      ]),
    );
    await page.locator("#save").press("Enter");
    await onStep("Pick");
    await page.getByRole("checkbox", { name: "Select Aurora" }).press(" ");
    await logged("step 0", "step 1", "completed at 1");
  });

  test("a target that is removed by its own click, or already by the press, still counts", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("Archive", ["#vanishing"]),
        surfaces.step("Remove", ["#vanishing-early"]),
        surfaces.step("Save", ["#save"]),
      ]),
    );
    await page.locator("#vanishing").click();
    await onStep("Remove");
    const box = await page.locator("#vanishing-early").boundingBox();
    await page.mouse.click((box?.x ?? 0) + 8, (box?.y ?? 0) + 8);
    await onStep("Save");
    expect(await log()).toEqual(["step 0", "step 1", "step 2"]);
  });

  test("waits for a target that is mounted late, in a portal", async () => {
    await open();
    await page.evaluate(() => surfaces.tour([surfaces.step("Confirm", ["#confirm"])]));
    await card().getByText("The tour continues when it appears.").waitFor();
    await page.evaluate(() => {
      const portal = document.createElement("div");
      portal.innerHTML = '<button id="confirm" style="position:fixed;top:200px;left:300px">Confirm</button>';
      document.body.append(portal);
    });
    await expect.poll(async () => (await card().boundingBox())?.y).toBeLessThan(300);
    await page.locator("#confirm").click();
    await logged("step 0", "completed at 0");
  });

  test("a target far down is scrolled into view, and the card follows it", async () => {
    await open({ reducedMotion: "reduce" });
    await page.evaluate(() => surfaces.tour([surfaces.step("Load more", ["#far"])]));
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
    const distance = async () => {
      const [target, box] = [await page.locator("#far").boundingBox(), await card().boundingBox()];
      return target && box ? Math.round(box.y - target.y - target.height) : undefined;
    };
    await expect.poll(distance).toBe(16);
    await page.evaluate(() => scrollBy(0, 60));
    await expect.poll(distance).toBe(16);
  });

  test("card and ring follow a target that is pushed, grows, shrinks, or moves in a transition", async () => {
    await open();
    await page.evaluate(() => surfaces.tour([surfaces.step("Save", ["#save"])]));
    await onStep("Save");
    const farthestOff = () =>
      page.evaluate(() => {
        const target = document.querySelector("#save")?.getBoundingClientRect();
        const shadow = document.querySelector("usher-root")?.shadowRoot;
        const card = shadow?.querySelector(".tour")?.getBoundingClientRect();
        const ring = shadow?.querySelector(".spotlight")?.getBoundingClientRect();
        if (!target || !card || !ring) return Number.NaN;
        const errors = [card.top - target.bottom - 16, ring.left - target.left + 6, ring.right - target.right - 6];
        return Math.max(...errors.map(Math.abs));
      });
    // Less than a pixel of movement need not be noticed.
    const follows = (): Promise<void> => expect.poll(farthestOff, { timeout: 5_000 }).toBeLessThan(1.5);
    await follows();
    const style = (css: string) =>
      page.locator("#save").evaluate((element: HTMLElement, text) => {
        element.style.cssText = text;
      }, css);
    for (const css of [
      "position:fixed;top:40px;left:60px;width:90px;height:30px",
      "position:fixed;top:40px;left:60px;width:140px;height:50px",
      "position:fixed;top:40px;left:60px;width:100px;height:30px",
      "position:fixed;top:40px;left:60px;width:100px;height:30px;transition:translate 400ms;translate:200px 80px",
      "position:fixed;top:40px;left:60px;width:100px;height:30px;translate:200px 80px",
    ]) {
      await style(css);
      await follows();
    }
    // No DOM change, no event: an animation that another script runs.
    const moving = await page.locator("#save").evaluate(async (element) => {
      element.animate([{ translate: "200px 80px" }, { translate: "300px 160px" }], { duration: 800, fill: "forwards" });
      await new Promise((resolve) => setTimeout(resolve, 400));
      const ring = document.querySelector("usher-root")?.shadowRoot?.querySelector(".spotlight");
      return (ring?.getBoundingClientRect().left ?? 0) - element.getBoundingClientRect().left;
    });
    expect(Math.abs(moving + 6)).toBeLessThan(30);
    await follows();
  });

  test("back, next, and leaving", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("Export", ["#export"]),
        surfaces.step("Save", ["#save"]),
        surfaces.step("Pick", [".pick"]),
      ]),
    );
    await onStep("Export");
    expect(await card().getByRole("button", { name: "Back" }).count()).toBe(0);
    await card().getByRole("button", { name: "Next" }).click();
    await card().getByRole("button", { name: "Next" }).click();
    expect(await card().getByRole("button", { name: "Done" }).isVisible()).toBe(true);
    await card().getByRole("button", { name: "Back" }).click();
    await onStep("Save");
    await card().getByRole("button", { name: "Skip tour" }).click();
    await logged("step 0", "step 1", "step 2", "step 1", "dismissed at 1");
  });

  test("by keyboard alone: the card has the focus, Next keeps it, Escape leaves and gives it back", async () => {
    await open();
    await page.locator("#filter").focus();
    await page.evaluate(() => surfaces.tour([surfaces.step("Export", ["#export"]), surfaces.step("Save", ["#save"])]));
    await onStep("Export");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await focusedText()).toBe("Next");
    await page.keyboard.press("Enter");
    await onStep("Save");
    expect(await focusedText()).toBe("Done");
    await page.keyboard.press("Escape");
    await logged("step 0", "step 1", "dismissed at 1");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("filter");
  });

  test("a Radix menu by mouse: the card is usable beside it and does not close it", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("Open the menu", ["#actions"]),
        surfaces.step("Choose", [], { target: { selectors: [], role: "menuitem", name: "Archive" } }),
        surfaces.step("Save", ["#save"]),
      ]),
    );
    await page.locator("#actions").click();
    await onStep("Choose");
    await page.waitForTimeout(150);
    expect(await page.locator("usher-root").getAttribute("aria-hidden")).toBe(null);
    await card().getByText("Step 2 of 3").click();
    await page.waitForTimeout(150);
    expect(await page.getByRole("menuitem", { name: "Archive" }).isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toMatch(/^menu/);
    await page.getByRole("menuitem", { name: "Archive" }).click();
    await onStep("Save");
    expect(await page.locator("#picked").textContent()).toBe("Archive");
    expect(await log()).toEqual(["step 0", "step 1", "step 2"]);
  });

  test("a Radix menu by keyboard", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("Open the menu", ["#actions"]),
        surfaces.step("Choose", [], { target: { selectors: [], role: "menuitem", name: "Rename" } }),
        surfaces.step("Save", ["#save"]),
      ]),
    );
    await page.locator("#actions").focus();
    await page.keyboard.press("Enter");
    await onStep("Choose");
    await page.getByRole("menuitem", { name: "Rename" }).waitFor();
    await page.waitForTimeout(100);
    await page.keyboard.press("Enter");
    await onStep("Save");
    expect(await page.locator("#picked").textContent()).toBe("Rename");
    expect(await log()).toEqual(["step 0", "step 1", "step 2"]);
  });

  test("Next beside an open menu goes on without choosing anything", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("Open the menu", ["#actions"]),
        surfaces.step("Choose", [], { target: { selectors: [], role: "menuitem", name: "Rename" } }),
        surfaces.step("Save", ["#save"]),
      ]),
    );
    await page.locator("#actions").click();
    await onStep("Choose");
    await card().getByRole("button", { name: "Next" }).click();
    await onStep("Save");
    expect(await page.locator("#picked").textContent()).toBe("nothing");
  });

  test("inside a Radix dialog: a typed field is done when it is left, and the card does not close the dialog", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("New project", ["#new-project"]),
        surfaces.step("Name it", ["#project-name"]),
        surfaces.step("Create", ["#create"]),
      ]),
    );
    await page.locator("#new-project").click();
    await onStep("Name it");
    await page.locator("#project-name").click();
    await page.locator("#project-name").pressSequentially("Delta");
    await card().getByText("Step 2 of 3").click();
    expect(await log()).toEqual(["step 0", "step 1"]);
    expect(await page.locator(".dialog").isVisible()).toBe(true);
    await page.locator("#create").click();
    await logged("step 0", "step 1", "step 2", "completed at 2");
  });

  test("inside a native modal dialog the card can be used", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("Settings", ["#open-native"]),
        surfaces.step("Apply", ["#apply"]),
        surfaces.step("Save", ["#save"]),
      ]),
    );
    await page.locator("#open-native").click();
    await onStep("Apply");
    await card().getByRole("button", { name: "Next" }).click();
    await onStep("Save");
    await page.evaluate(() => document.querySelector<HTMLDialogElement>("#native")?.close());
    expect(await page.evaluate(() => document.querySelector("usher-root")?.parentElement?.localName)).toBe("body");
  });

  test("a step whose target is gone while the next one is there was done already; Back can still be used", async () => {
    await open();
    await page.evaluate(() => surfaces.tour([surfaces.step("Open", ["#gone"]), surfaces.step("Save", ["#save"])]));
    await onStep("Save");
    await card().getByRole("button", { name: "Back" }).click();
    await page.waitForTimeout(500);
    await onStep("Open");
    expect(await log()).toEqual(["step 0", "step 1", "step 0"]);
  });

  test("using the next step's target completes both", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([
        surfaces.step("Filter", ["#filter"]),
        surfaces.step("Pick", [".pick"]),
        surfaces.step("Save", ["#save"]),
      ]),
    );
    await onStep("Filter");
    await page.locator(".pick").nth(1).click();
    await onStep("Save");
    expect(await log()).toEqual(["step 0", "step 1", "step 2"]);
  });

  test("a step of another page waits out of sight until the route matches", async () => {
    await open();
    await page.evaluate(() => surfaces.tour([surfaces.step("Save", ["#save"], { page: ["/settings"] })]));
    await page.waitForTimeout(700);
    expect(await card().count()).toBe(0);
    await page.locator("#save").click();
    await page.evaluate(() => {
      surfaces.setPath("/settings");
      history.pushState({}, "", "/settings");
      document.querySelector("h1")?.replaceChildren("Settings");
    });
    await onStep("Save");
    await page.locator("#save").click();
    await logged("step 0", "completed at 0");
  });

  test("a target that never comes: the card says so; giving up there means lost, an optional step is skipped", async () => {
    await open();
    await page.evaluate(() =>
      surfaces.tour([surfaces.step("Maybe", ["#gone"], { optional: true }), surfaces.step("Missing", ["#missing"])]),
    );
    await card().getByRole("heading", { name: "Missing" }).waitFor({ timeout: 8_000 });
    await card().getByText("We cannot find this on the page.").waitFor({ timeout: 8_000 });
    await card().getByRole("button", { name: "Done" }).click();
    await logged("step 0", "step 1", "lost at 1");
  });

  test("stopped is silent and leaves nothing behind", async () => {
    await open();
    await page.evaluate(() => {
      const running = surfaces.tour([surfaces.step("Save", ["#save"])]);
      running.stop();
      running.stop();
    });
    await page.locator("#save").click();
    await page.keyboard.press("Escape");
    expect(await log()).toEqual(["step 0"]);
    expect(await page.evaluate(() => document.querySelector("usher-root")?.shadowRoot?.childElementCount)).toBe(0);
  });

  test("fits a phone and 200 % zoom", async () => {
    await open({ viewport: { width: 320, height: 400 } });
    await page.evaluate(() => surfaces.tour([surfaces.step("Export", ["#export"])]));
    await onStep("Export");
    await expect
      .poll(async () => {
        const box = await card().boundingBox();
        return box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 320 && box.y + box.height <= 400;
      })
      .toBe(true);
    await page.locator("#export").click({ trial: true });
  });
});

describe("chat", () => {
  const field = () => page.getByRole("textbox", { name: "Your message" });
  const bubbles = () => page.locator(".bubble:not(.typing)").allInnerTexts();

  /** A conversation whose answers the test releases word by word. */
  async function openChat(): Promise<void> {
    await open();
    await page.locator("#save").focus();
    await page.evaluate(() => {
      let failures = 1;
      surfaces.chat(async function* (message) {
        surfaces.log.push(`ask ${message ?? "opening"}`);
        if (message === undefined) {
          yield { event: "message", data: { id: "q", role: "assistant", text: "Need a hand with **bulk edit**?" } };
          await new Promise((done) => setTimeout(done, 300));
          for (const text of [
            "Like this:\n1. Tick the proj",
            "ects\n2. Choose `Edit`\n\n<img src=x onerror=alert(1)>",
          ]) {
            yield { event: "reply-delta", data: { id: "a", text } };
          }
          yield { event: "reply-done", data: { id: "a", source: "how_to" } };
          return;
        }
        if (message === "fail" && failures-- > 0) {
          yield { event: "reply-delta", data: { id: "b", text: "Half an ans" } };
          throw new Error("connection lost");
        }
        yield { event: "reply-delta", data: { id: "c", text: "Wrong" } };
        yield { event: "reply-replace", data: { id: "c", text: `Right: ${message}` } };
        yield { event: "reply-done", data: { id: "c", source: "llm" } };
      });
    });
  }

  test("asks the question, shows that it is writing, then the answer with its list", async () => {
    await openChat();
    await page.getByRole("img", { name: "The assistant is writing" }).waitFor();
    expect(await page.getByText("Automated assistant").isVisible()).toBe(true);
    await page.getByRole("listitem").nth(1).waitFor();
    expect(await page.locator(".bubble strong").textContent()).toBe("bulk edit");
    expect(await page.locator(".bubble code").textContent()).toBe("Edit");
    expect(await page.locator(".bubble img").count()).toBe(0);
    expect(await page.getByText("<img src=x onerror=alert(1)>").isVisible()).toBe(true);
    expect(await page.getByRole("log").getAttribute("aria-live")).toBe("polite");
  });

  test("by keyboard alone: write two lines, send, read, close, and be back", async () => {
    await openChat();
    await page.getByRole("listitem").nth(1).waitFor();
    await expect.poll(focusedText).toBe("Your message");
    await page.keyboard.press("Enter");
    await page.keyboard.type("  one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two");
    await page.keyboard.press("Enter");
    await page.getByText("Right: one").waitFor();
    expect(await field().inputValue()).toBe("");
    expect(await log()).toEqual(["ask opening", "ask one\ntwo"]);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("save");
    expect((await log()).at(-1)).toBe("closed");
    expect(await page.getByRole("dialog", { name: "Copilot" }).count()).toBe(0);
  });

  test("an answer that fails can be asked for again", async () => {
    await openChat();
    await page.getByRole("listitem").nth(1).waitFor();
    await field().fill("fail");
    await field().press("Enter");
    await page.getByText("The answer did not arrive.").waitFor();
    await page.getByRole("button", { name: "Retry" }).click();
    await page.getByText("Right: fail").waitFor();
    const texts = (await bubbles()).join("\n");
    expect(texts.match(/fail/g)).toHaveLength(2);
    expect(texts).not.toContain("Half an ans");
  });

  test("holds at most 2,000 characters", async () => {
    await openChat();
    await field().evaluate((element) => element.setAttribute("data-test", "1"));
    await field().fill("x".repeat(1_990));
    await field().press("End");
    await field().pressSequentially("y".repeat(20));
    expect((await field().inputValue()).length).toBe(2_000);
    expect(await page.getByText("0 characters left").isVisible()).toBe(true);
  });

  test("can be written in while a Radix dialog is open, and leaves it open", async () => {
    await openChat();
    await page.locator("#new-project").evaluate((element: HTMLElement) => element.click());
    await page.locator(".dialog").waitFor();
    await page.waitForTimeout(200);
    await field().click();
    await page.keyboard.type("hello");
    expect(await field().inputValue()).toBe("hello");
    expect(await page.locator(".dialog").isVisible()).toBe(true);
  });

  test("an answer longer than the panel is shown from its start", async () => {
    await open({ viewport: { width: 320, height: 480 } });
    await page.evaluate(() =>
      surfaces.chat(async function* (message = "opening") {
        for (let line = 1; line <= 40; line++) {
          await new Promise((done) => setTimeout(done, 5));
          yield { event: "reply-delta", data: { id: message, text: `${message} line ${line}\n` } };
        }
        yield { event: "reply-done", data: { id: message, source: "llm" } };
      }),
    );
    await page.getByText("opening line 40").waitFor();
    const conversation = page.getByRole("log");
    expect(await conversation.evaluate((element) => element.scrollTop)).toBe(0);
    await field().fill("second");
    await field().press("Enter");
    await page.getByText("second line 40").waitFor();
    const gap = await conversation.evaluate((element) => {
      const top = element.lastElementChild?.getBoundingClientRect().top ?? 0;
      return top - element.getBoundingClientRect().top;
    });
    expect(gap).toBeGreaterThanOrEqual(0);
    expect(gap).toBeLessThan(40);
  });

  test("fits a phone", async () => {
    await open({ viewport: { width: 320, height: 480 } });
    await page.evaluate(() =>
      surfaces.chat(async function* () {
        yield { event: "reply-delta", data: { id: "a", text: "averylongwordwithoutanyspaces".repeat(10) } };
      }),
    );
    await page.getByText("averylongword").waitFor();
    expect(await page.getByRole("log").evaluate((element) => element.scrollTop)).toBe(0);
    const box = await page.getByRole("dialog", { name: "Copilot" }).boundingBox();
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 320 && box.y + box.height <= 480).toBe(true);
    expect(await page.getByRole("log").evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  });
});

describe("size, minified and gzipped", () => {
  test.each([
    ["entry-guidance.ts", 15_000],
    ["entry-chat.ts", 20_000],
  ])("%s stays under %d bytes", async (entry, budget) => {
    expect(gzipSync(await bundle(entry)).length).toBeLessThanOrEqual(budget);
  });
});
