import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";
import { type ExtensionWindow, launchRecorder, type RecorderBrowser } from "./support/recorder.ts";

// What goes wrong while somebody records: closed panels, other sites, frames, servers that are away, colleagues who publish.

const ADMIN = "an admin key of at least 32 characters";
const SITE = `<!doctype html><title>Site</title><main><h1>Site</h1>
  <button id="alpha">Alpha</button> <button id="beta">Beta</button>
  <label>Password <input type="password" id="password"></label>
  <button id="push" onclick="history.pushState({}, '', '/pushed')">Push</button>
  <iframe id="frame" title="Frame" srcdoc="<button id=inner>Inner</button>"></iframe>
  <div id="many"></div><img src="/never.png" alt=""></main>
  <script>
    const letters = "abcdefghij";
    for (const first of letters.slice(0, 6)) for (const second of letters) {
      const button = document.createElement("button");
      button.id = "many-" + first + second;
      button.textContent = "Many " + first + second;
      document.querySelector("#many").append(button);
    }
  </script>`;

let server: DemoServer;
let site: Server;
let siteUrl: string;
let recorder: RecorderBrowser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  server = await startDemoServer({ config: { adminKey: ADMIN } });
  site = createServer((request, response) => {
    // A picture that never comes: the page is used long before it has loaded.
    if (request.url === "/never.png") return;
    response.setHeader("content-type", "text/html").end(SITE);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  recorder = await launchRecorder();
  page = await recorder.context.newPage();
  await page.goto(siteUrl, { waitUntil: "domcontentloaded" });
  panel = await recorder.openPanel();
});

afterAll(async () => {
  await recorder?.close();
  await server?.stop();
  site?.closeAllConnections();
  site?.close();
});

const button = (name: string) => panel.getByRole("button", { name, exact: true });
const news = () => panel.getByRole("status").innerText();
const alerts = () => panel.getByRole("alert").allInnerTexts();
const count = () => panel.locator(".step").count();
const lastTitle = () => panel.locator(".step .title").last().inputValue();
const focused = () => panel.evaluate(() => document.activeElement?.getAttribute("aria-label"));

async function admin(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${server.url}/v1/admin/products/projects-demo${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function reopenPanel(): Promise<void> {
  const closed = panel.waitForEvent("close");
  await panel.evaluate(() => void setTimeout(() => window.close(), 0));
  await closed;
  panel = await recorder.openPanel();
}

async function connect(): Promise<void> {
  await button("Connect").click();
  const code = await panel.locator(".code").innerText();
  expect((await admin("POST", "/devices", { user_code: code })).status).toBe(200);
}

test("an address that is none, and one where nobody answers, are said in words", async () => {
  await panel.getByLabel("Server").fill("my server");
  await button("Connect").click();
  await expect.poll(alerts).toEqual([expect.stringContaining("Write the server’s address")]);
  await panel.getByLabel("Server").fill("http://127.0.0.1:59999");
  await button("Connect").click();
  await expect.poll(alerts).toEqual(["No Usher answers at http://127.0.0.1:59999. Is it running?"]);
});

test("a code that waits is still there when the panel is opened again, and over when the server was started again", async () => {
  await panel.getByLabel("Server").fill(server.url);
  await button("Connect").click();
  const code = await panel.locator(".code").innerText();
  await reopenPanel();
  await expect.poll(() => panel.locator(".code").innerText()).toBe(code);
  await server.restart();
  await expect.poll(alerts, { timeout: 15_000 }).toEqual([expect.stringContaining("The code is over")]);
  expect(await panel.getByLabel("Server").inputValue()).toBe(server.url);
  await connect();
  await button("Record").waitFor({ timeout: 15_000 });
  await expect.poll(() => panel.evaluate(() => document.activeElement?.textContent)).toBe("Record");
});

test("passwords are no steps; what is in a frame is not either, and that is said", async () => {
  await button("Record").click();
  await expect.poll(news).toContain("Recording");
  await page.click("#alpha");
  await page.fill("#password", "hunter2secret");
  await page.click("#beta");
  await expect.poll(count).toBe(2);
  await expect.poll(news).toBe("Step 2 added: Click Beta.");
  await page.frameLocator("#frame").locator("#inner").click();
  await expect.poll(news).toContain("inside a frame");
  const kept = await panel.evaluate(() => (globalThis as unknown as ExtensionWindow).chrome.storage.session.get(null));
  expect(JSON.stringify(kept)).not.toMatch(/hunter2|password/i);
});

test("recording goes on over history changes and reloads, before the pictures are there", async () => {
  await page.click("#push");
  await page.click("#alpha");
  await expect.poll(count).toBe(4);
  await page.reload({ waitUntil: "domcontentloaded" });
  await expect
    .poll(async () => {
      await page.click("#beta");
      return count();
    })
    .toBe(5);
});

test("closing the panel ends the recording and loses nothing", async () => {
  await reopenPanel();
  await expect.poll(news).toBe("Recording stopped when the panel was closed.");
  expect(await count()).toBe(5);
  await page.click("#alpha");
  await button("Record more").click();
  await expect.poll(news).toContain("Recording");
  await page.click("#alpha");
  await expect.poll(count).toBe(6);
});

test("a site the recorder may not see ends it, and so does a closed tab", async () => {
  await page.goto(siteUrl.replace("127.0.0.1", "localhost"), { waitUntil: "domcontentloaded" });
  await expect.poll(news, { timeout: 15_000 }).toContain("The tab went to a site the recorder may not see");
  await button("Record more").click();
  await expect.poll(alerts).toEqual([expect.stringContaining("click the recorder’s icon in the toolbar there")]);

  const other = await recorder.context.newPage();
  await other.goto(siteUrl, { waitUntil: "domcontentloaded" });
  await button("Record more").click();
  await expect.poll(news).toContain("Recording");
  await page.goto(siteUrl, { waitUntil: "domcontentloaded" });
  await page.click("#beta");
  await other.click("#push");
  await expect.poll(count).toBe(7);
  expect(await lastTitle()).toBe("Click Push");
  await other.close();
  await expect.poll(news).toContain("The tab was closed");
  await page.bringToFront();
});

test("more steps than a path has are kept, named, and removed by keys alone", async () => {
  await button("Record more").click();
  await expect.poll(news).toContain("Recording");
  for (const each of await page.locator("#many button").all()) await each.click();
  await expect.poll(count, { timeout: 15_000 }).toBe(67);
  await button("Stop recording").click();
  await panel.getByLabel("Title", { exact: true }).fill("A way");
  await panel.getByLabel(/^Goal/).fill("All done.");
  await button("Review").click();
  await expect.poll(alerts).toEqual(["A path has at most 50 steps, and this one 67: remove some."]);
  await button("Remove step 67").focus();
  for (let steps = 66; steps >= 3; steps--) {
    await panel.keyboard.press("Enter");
    await expect.poll(focused).toBe(`Remove step ${steps}`);
  }
  await button("Undo").click();
  await expect.poll(count).toBe(4);
  await button("Move step 2 up").focus();
  await panel.keyboard.press("Enter");
  await expect.poll(focused).toBe("Move step 1 up");
});

const THEIRS = {
  id: "a-way",
  title: "Their way",
  page: ["/"],
  goal: "Theirs.",
  steps: [{ id: "s", title: "Do", description: "Do it.", target: { selectors: ["#x"] } }],
};

test("what somebody else wrote meanwhile is shown and not overwritten", async () => {
  await button("Review").click();
  const facts = () => panel.locator(".facts").innerText();
  await expect.poll(facts).toContain("Nothing: this path is new.");
  expect((await admin("PUT", "/paths/a-way", { path: THEIRS })).status).toBe(201);
  await button("Publish").click();
  await expect.poll(alerts).toEqual([expect.stringContaining("Somebody wrote a version of this path meanwhile")]);
  await expect.poll(facts).toContain("Version 1, “Their way”; none is in force. Yours becomes version 2.");
  const kept = (await (await admin("GET", "/paths/a-way")).json()) as { versions: readonly unknown[] };
  expect(kept.versions).toHaveLength(1);
});

test("a server that is away keeps nothing from being sent later", async () => {
  await panel.context().setOffline(true);
  await button("Publish").click();
  await expect.poll(alerts).toEqual([expect.stringContaining("No Usher answers")]);
  await panel.context().setOffline(false);
  await button("Publish").click();
  await expect.poll(news).toBe("Version 2 of a-way is in force.");
});

test("a key that was revoked asks to connect again, and the path is still there", async () => {
  await button("Back").click();
  await panel.getByLabel(/^Goal/).fill("All of it done.");
  const products = await fetch(`${server.url}/v1/admin/products/projects-demo/keys`, {
    headers: { authorization: `Bearer ${ADMIN}` },
  });
  const { keys } = (await products.json()) as { keys: readonly { readonly key_id: string; readonly kind: string }[] };
  for (const { key_id, kind } of keys) if (kind === "restricted") await admin("DELETE", `/keys/${key_id}`);
  await button("Review").click();
  await expect.poll(alerts).toEqual([expect.stringContaining("no longer takes this recorder’s key")]);
  await connect();
  await button("Review").waitFor({ timeout: 15_000 });
  expect(await count()).toBe(4);
  await button("Start over").click();
  expect(await count()).toBe(0);
  await button("Undo").click();
  expect(await count()).toBe(4);
});
