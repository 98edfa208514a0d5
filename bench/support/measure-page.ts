import type { Browser } from "playwright-core";
import { PAGE } from "./bench-visitor.ts";

/** Milliseconds since the click on the third "Save changes" reached the page's scripts, by the page's own clock. */
export interface PageTimes {
  /** The click's request left. Before that the app does what the click is for: it saves, closes its dialog, redraws. */
  readonly sentMs: number;
  /** The offer frame's bytes reached the page's script. */
  readonly frameMs: number;
  /** The nudge is in the document: its code was loaded and the server agreed that this tab shows it. */
  readonly insertedMs: number;
  /** First frame of the screen in which the nudge has its text and can be seen. */
  readonly visibleMs: number;
}

declare global {
  var nudgeTimes: { -readonly [Name in keyof PageTimes]?: PageTimes[Name] } & { clickedAt?: number };
}

/** Plays the story once in a new browser profile: three projects edited by hand in the example app. */
export async function measurePage(browser: Browser, url: string): Promise<PageTimes> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(observeNudge);
    const streaming = page.waitForResponse((response) => response.url().endsWith("/v1/nudges"));
    await page.goto(url + PAGE);
    await streaming;
    for (let project = 0; project < 3; project++) {
      await page.locator("[id^='project-edit-P-']").nth(project).click();
      await page.locator("#edit-save").click();
    }
    await page.waitForFunction(() => nudgeTimes.visibleMs !== undefined, undefined, { timeout: 15_000 });
    return (await page.evaluate(() => nudgeTimes)) as PageTimes;
  } finally {
    await context.close();
  }
}

/** Runs in the page before any of its scripts. Watches what passes by; the SDK is the one that is shipped. */
function observeNudge(): void {
  globalThis.nudgeTimes = {};
  let saves = 0;
  const since = (): number => performance.now() - (nudgeTimes.clickedAt ?? 0);

  window.addEventListener(
    "click",
    (event) => {
      const target = event.target;
      if (!(target instanceof Element) || target.closest("#edit-save") === null) return;
      if (++saves === 3) nudgeTimes = { clickedAt: performance.now() };
    },
    true,
  );

  const realFetch = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const address = String(request[0] instanceof Request ? request[0].url : request[0]);
    if (address.endsWith("/v1/capture") && nudgeTimes.clickedAt !== undefined) nudgeTimes.sentMs ??= since();
    const response = await realFetch(...request);
    if (!address.endsWith("/v1/nudges") || response.body === null) return response;
    const decoder = new TextDecoder();
    const watched = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          if (decoder.decode(chunk).includes("event: offer")) nudgeTimes.frameMs ??= since();
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(watched, { status: response.status, headers: response.headers });
  };

  requestAnimationFrame(function look(): void {
    const nudge = document.querySelector("usher-root")?.shadowRoot?.querySelector(".nudge");
    if (nudge) nudgeTimes.insertedMs ??= since();
    const text = nudge?.querySelector(".body")?.textContent ?? "";
    if (nudge && text !== "" && Number(getComputedStyle(nudge).opacity) > 0) nudgeTimes.visibleMs = since();
    else requestAnimationFrame(look);
  });
}
