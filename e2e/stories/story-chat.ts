import type { ProductConfig } from "@usher/server";
import type { Browser, BrowserContext, ConsoleMessage, Page } from "playwright-core";

/** As docs/acceptance.md calls it. */
export type ChatName = "own" | "rasa" | "inkeep";
export type Example = "nexus-cloud" | "projects";

/** Somebody at a browser of their own. */
export interface Visitor {
  readonly context: BrowserContext;
  /** Errors of the page and of the console. */
  readonly complaints: readonly string[];
}

/** The chat in the pages of a story: Usher's own, or a vendor's widget with a double of the vendor's server behind it. */
export interface StoryChat {
  readonly name: ChatName;
  /** What every product's configuration gets besides its own. */
  readonly product: Partial<ProductConfig>;
  /** Folder of the example with this chat in it; undefined: as it is built. */
  appOf(example: Example): string | undefined;
  newVisitor(browser: Browser): Promise<Visitor>;
  /** Resolves once the chat of a page can be talked in. */
  ready(page: Page): Promise<void>;
  /** Resolves once the chat is open on the question; where its answer needs no model, on the steps as well. */
  opened(page: Page, question: string, steps: string): Promise<void>;
  close(page: Page): Promise<void>;
  isOpen(page: Page): Promise<boolean>;
  /** All that is said in it. */
  text(page: Page): Promise<string>;
  stop(): Promise<void>;
}

/** A visitor whose page's complaints are kept: errors, and warnings if wanted. */
export async function newVisitor(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
  kept: readonly ReturnType<ConsoleMessage["type"]>[] = ["error"],
): Promise<Visitor> {
  const context = await browser.newContext({ viewport });
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (kept.includes(message.type())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  // Widgets ask for fonts of Google's, which are not there.
  await context.route(/fonts\.(googleapis|gstatic)\.com/, (route) =>
    route.fulfill({ body: "", contentType: "text/css" }),
  );
  return { context, complaints };
}
