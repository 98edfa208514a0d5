import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { vi } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "./chromium.ts";

const BUILT = fileURLToPath(new URL("../../apps/recorder/dist", import.meta.url));

/** The extension's interface, as far as tests ask it. */
export interface ExtensionWindow {
  readonly chrome: {
    readonly sidePanel: { open(where: { readonly windowId: number }): Promise<void> };
    readonly windows: { getCurrent(): Promise<{ readonly id: number }> };
    readonly storage: Readonly<Record<"session", { get(key: null): Promise<Record<string, unknown>> }>>;
  };
}

export interface RecorderBrowser {
  readonly context: BrowserContext;
  /** What the panels complained of: errors on their consoles, and those nobody caught. */
  readonly complaints: readonly string[];
  /** Opens the real side panel beside the tab that is in front, which stays there. */
  openPanel(): Promise<Page>;
  close(): Promise<void>;
}

/** Chromium with the built extension in it. Leave is given for 127.0.0.1 only: pages of localhost are another site's. */
export async function launchRecorder(): Promise<RecorderBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "usher-recorder-"));
  const extension = join(folder, "extension");
  await cp(BUILT, extension, { recursive: true });
  // Nobody can click the browser's own question in a test: leave for this machine is given beforehand, nothing else differs.
  const manifest = JSON.parse(await readFile(join(extension, "manifest.json"), "utf8"));
  await writeFile(
    join(extension, "manifest.json"),
    JSON.stringify({ ...manifest, host_permissions: ["http://127.0.0.1/*"] }),
  );
  const profile = join(folder, "profile");
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: [
      ...CHROMIUM_FLAGS,
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      "--remote-debugging-port=0",
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const url = `chrome-extension://${new URL(worker.url()).host}/panel.html`;
  const complaints: string[] = [];
  const connections: Browser[] = [];

  return {
    context,
    complaints,
    async openPanel() {
      const front = context.pages().at(-1);
      // The panel opens for a gesture only, and a page of the extension has one. Not the panel's own: that would be a panel.
      const opener = await context.newPage();
      await opener.goto(new URL("manifest.json", url).href);
      await opener.evaluate(async () => {
        const { chrome } = globalThis as unknown as ExtensionWindow;
        const { id } = await chrome.windows.getCurrent();
        await chrome.sidePanel.open({ windowId: id });
      });
      await opener.close();
      await front?.bringToFront();
      const [port] = (await readFile(join(profile, "DevToolsActivePort"), "utf8")).split("\n");
      // A panel is seen by connections made after it.
      const panel = await vi.waitFor(async () => {
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
        connections.push(browser);
        const pages = browser.contexts().flatMap((each) => each.pages());
        const found = pages.find((each) => each.url() === url);
        if (found === undefined) throw new Error("The side panel is not open.");
        return found;
      }, 10_000);
      panel.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      panel.on("pageerror", (error) => complaints.push(String(error)));
      return panel;
    },
    async close() {
      await Promise.all(connections.map((each) => each.close()));
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
