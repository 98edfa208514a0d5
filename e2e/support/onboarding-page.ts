import type { Page } from "playwright-core";

// What a person does in the onboarding example.

/** Opens and closes the first step; after the last time it stays open. */
export async function openStep(page: Page, times: number): Promise<void> {
  const toggle = page.locator("#step-connect");
  for (let time = 0; time < times; time++) {
    if ((await toggle.getAttribute("aria-expanded")) === "true") await toggle.click();
    await toggle.click();
    await page.locator("#panel-connect").waitFor();
    // A person takes longer than this; what comes within 50 ms counts as one report of one opening.
    await page.waitForTimeout(80);
  }
}

/** Connects the data source, at the third attempt, and marks the step complete. */
export async function finishConnecting(page: Page): Promise<void> {
  const field = (name: string) => page.locator(`[data-guide='${name}']`);
  await field("api-endpoint").fill("https://api.example.com/v2");
  await field("api-key").fill("sk-demo-123");
  for (const says of ["refused the connection", "refused the connection", "Connection verified."]) {
    await field("test-connection").click();
    await page.getByText("Testing the connection…").waitFor();
    await page.getByText(says).waitFor();
  }
  await field("mark-complete").click();
  await page.locator("#panel-invite").waitFor();
}
