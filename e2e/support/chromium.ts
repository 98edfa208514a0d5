import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** What every Chromium of the tests is started with. */
export const CHROMIUM_FLAGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The system's Chromium, headless. */
export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: [...CHROMIUM_FLAGS, ...flags] });
}

/** `USHER_CHROMIUM` if set, else the first Chromium or Chrome on this machine. */
export function findChromium(): string {
  // biome-ignore lint/style/noProcessEnv: a test helper has no configuration file.
  const { USHER_CHROMIUM: chosen, PATH = "" } = process.env;
  if (chosen !== undefined && chosen !== "") {
    if (existsSync(chosen)) return chosen;
    throw new Error(
      `USHER_CHROMIUM names ${chosen}, which does not exist. Set it to the path of a Chromium or Chrome.`,
    );
  }
  const folders = ["/usr/bin", ...PATH.split(delimiter)];
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const found = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), mac].find(existsSync);
  if (found !== undefined) return found;
  throw new Error(
    "These tests need Chromium. Install it (Debian, Ubuntu: `apt-get install chromium`) or set USHER_CHROMIUM to its path.",
  );
}
