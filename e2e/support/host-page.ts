import type { Page } from "playwright-core";
import { expect } from "vitest";

// What is Usher's in any host page, whatever its chat.

export const nudge = (page: Page) => page.locator("usher-root .nudge");
export const card = (page: Page) => page.locator("usher-root .tour");
export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Long enough for a nudge that should not come to have come: it takes some tens of milliseconds when it does. */
export async function expectSilence(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
  expect(await nudge(page).count()).toBe(0);
}

/** Resolves once the server has what was done so far. */
export async function captured(page: Page, act: () => Promise<void>): Promise<void> {
  const sent = page.waitForResponse((response) => response.url().endsWith("/v1/capture"));
  await act();
  expect((await sent).status()).toBe(200);
}

/** Outcomes that the page reports for a tour. */
export function tourEnds(page: Page): readonly string[] {
  const outcomes: string[] = [];
  page.on("request", (request) => {
    if (!/\/v1\/tours\/[^/]+\/end$/.test(request.url())) return;
    outcomes.push((JSON.parse(request.postData() ?? "{}") as { outcome: string }).outcome);
  });
  return outcomes;
}
