import type { Locator, Page } from "playwright-core";

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

interface ConnectingFields {
  readonly endpoint: Locator;
  readonly key: Locator;
  readonly complete: Locator;
}

/** What is filled in and pressed to connect the data source. */
export function connectingFields(page: Page): ConnectingFields {
  return { endpoint: guide(page, "api-endpoint"), key: guide(page, "api-key"), complete: guide(page, "mark-complete") };
}

const guide = (page: Page, name: string): Locator => page.locator(`[data-guide='${name}']`);

export async function fillConnection(page: Page): Promise<void> {
  const { endpoint, key } = connectingFields(page);
  await endpoint.fill("https://api.example.com/v2");
  await key.fill("sk-demo-123");
}

/** Presses the button that fails twice, then does not. */
export async function testConnection(page: Page, says: string): Promise<void> {
  // Waited for from before: what is there for a moment only would be over before a busy machine looks.
  const tested = page.getByText("Testing the connection…").waitFor();
  await Promise.all([tested, guide(page, "test-connection").click()]);
  await page.getByText(says).waitFor();
}

/** Connects the data source, at the third attempt, and marks the step complete. */
export async function finishConnecting(page: Page): Promise<void> {
  await fillConnection(page);
  for (const says of ["refused the connection", "refused the connection", "Connection verified."]) {
    await testConnection(page, says);
  }
  await connectingFields(page).complete.click();
  await page.locator("#panel-invite").waitFor();
}
