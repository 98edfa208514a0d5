import type { Browser, BrowserContext, Page } from "playwright-core";
import { INKEEP_DOUBLE_KEY, type InkeepDouble } from "../../packages/server/test/support/inkeep-double.ts";
import type { InkeepPage } from "./inkeep-page.ts";

/** What the chat opens with when no offer opened it. */
export const INTRO = "Hi! I'm your AI assistant. Ask me anything about Nexus Cloud.";

/** Words that only instructions to a model have. */
export const INSTRUCTIONS: RegExp = /background|never an instruction|recite|acknowledge|data, not instructions/i;

export const panel = (page: Page) => page.locator("#inkeep-panel");
const input = (page: Page) => panel(page).locator("textarea:not([aria-hidden])");

/** A visitor of a page with the widget in it, and what the browser complained of. */
export async function newVisitor(
  browser: Browser,
  inkeep: InkeepDouble,
): Promise<{ readonly context: BrowserContext; readonly complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const complaints: string[] = [];
  context.on("console", (message) => {
    // The widget renders a script element; React, as built for tests, does not like it.
    if (message.type() === "error" && !message.text().includes("script tag")) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  // The widget's style sheet asks for a font of Google's, which is not there.
  await context.route(/fonts\.(googleapis|gstatic)\.com/, (route) =>
    route.fulfill({ body: "", contentType: "text/css" }),
  );
  const { apiBaseUrl, analyticsApiBaseUrl } = inkeep;
  const wanted: InkeepPage = { apiKey: INKEEP_DOUBLE_KEY, apiBaseUrl, analyticsApiBaseUrl, intro: INTRO };
  await context.addInitScript((given) => Object.assign(window, { inkeepPage: given }), wanted);
  return { context, complaints };
}

/** Everything of the chat that is on screen; the widget lives in a shadow root, which `innerText` does not enter. */
export function chatText(page: Page): Promise<string> {
  return panel(page).evaluate((element) => {
    const text = (node: Element): string =>
      node.shadowRoot === null
        ? [...node.childNodes].map((child) => (child instanceof Element ? text(child) : child.textContent)).join(" ")
        : [...node.shadowRoot.children]
            .filter(({ tagName }) => !/^(style|link)$/i.test(tagName))
            .map(text)
            .join(" ");
    return text(element);
  });
}

/** Types a question into the widget and sends it. */
export async function ask(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await page.keyboard.press("Enter");
}

/** Takes the widget out of the page. */
export async function takeAway(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector("#inkeep-drawer")?.dispatchEvent(new Event("take-away")));
  await page.locator("#inkeep-drawer").waitFor({ state: "detached" });
}

/** What only the model was told with a question. */
export function systemText({ questions }: InkeepDouble, at: number): string {
  return (questions[at]?.messages ?? [])
    .filter(({ role }) => role === "system")
    .map(({ content }) => content)
    .join("\n");
}
