import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withPageSdk } from "../packages/cli/src/page-sdk.ts";
import { readConfigFile } from "../packages/cli/src/read-config-file.ts";
import { runCliIn } from "../packages/cli/src/run-cli.ts";
import { recordingContext } from "../packages/cli/src/testing/recording-context.ts";
import { launchChromium } from "./support/chromium.ts";

// docs/getting-started.md, followed word for word: its page, what `usher init` writes, and the SDK that the server has.

const GUIDE = readFileSync(new URL("../docs/getting-started.md", import.meta.url), "utf8");
const [, GUIDE_PAGE = ""] = /```html\n(.*?)```/s.exec(GUIDE) ?? [];

let folder: string;
let usher: UsherServer;
let site: Server;
let siteUrl: string;
let browser: Browser;
let html = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "usher-guide-"));
  site = createHttpServer((request, response) => {
    if (request.url !== "/") return void response.writeHead(204).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  siteUrl = `http://localhost:${(site.address() as AddressInfo).port}`;

  const context = recordingContext({ cwd: folder });
  expect(await runCliIn(context, ["init", "shop", "--origin", siteUrl])).toBe(0);
  const file = withPageSdk(await readConfigFile(join(folder, "usher.config.ts")));
  const flags = { port: 0, dataDir: join(folder, ".usher"), logLevel: "silent" } as const;
  const config = loadConfig({ file, environment: {}, flags });
  usher = createServer(config);
  const { url } = await usher.start();
  html = GUIDE_PAGE.replace("pk_live_…", config.products[0]?.publishableKeys[0] ?? "").replaceAll(
    "http://127.0.0.1:8787",
    url,
  );
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await usher?.stop();
  site?.closeAllConnections();
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("three clicks on Copy bring the nudge, and Show me leads to the export", async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto(siteUrl);
  for (const copy of await page.getByRole("button", { name: "Copy" }).all()) await copy.click();

  const nudge = page.locator("usher-root .nudge");
  await nudge.waitFor();
  await expect.poll(() => nudge.innerText()).toContain("Copying orders one by one?");
  await page.getByRole("button", { name: "Show me" }).click();
  await page.getByText("Step 1 of 2").waitFor();
  await page.locator("#more").click();
  await page.getByText("Step 2 of 2").waitFor();
  await page.locator("#export-all").click();
  await page.getByText("Step 2 of 2").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await page.close();
});
