import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";
import { type ExtensionWindow, launchRecorder, type RecorderBrowser } from "./support/recorder.ts";

// The built extension in a real browser: pairing, recording, editing, testing and publishing, and what users then get.

const ADMIN = "an admin key of at least 32 characters";

let server: DemoServer;
let recorder: RecorderBrowser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  server = await startDemoServer({ config: { adminKey: ADMIN } });
  recorder = await launchRecorder();
  page = await recorder.context.newPage();
  await page.goto(`${server.url}/demo/projects?user=author`);
  await page.locator("#project-edit-P-1042").waitFor();
  panel = await recorder.openPanel();
});

afterAll(async () => {
  await recorder?.close();
  await server?.stop();
});

const panelButton = (name: string | RegExp) => panel.getByRole("button", { name, exact: true });
const field = (name: string | RegExp, within: Page = panel) => within.getByLabel(name);
const titles = () =>
  panel.locator(".step .title").evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));

test("pairs by a code that an operator approves", async () => {
  await field("Server").fill(server.url);
  await panelButton("Connect").click();
  const code = await panel.locator(".code").innerText();
  const wrong = await approve("BBBB-BBBB");
  expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([404, "device_code_unknown"]);
  expect((await approve(code)).status).toBe(200);
  await panelButton("Record").waitFor();
  expect(await panel.locator("header").innerText()).toContain("projects-demo");
  expect((await approve(code)).status).toBe(404);
});

async function approve(code: string): Promise<Response> {
  return fetch(`${server.url}/v1/admin/products/projects-demo/devices`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN}`, "content-type": "application/json" },
    body: JSON.stringify({ user_code: code }),
  });
}

test("records the way through bulk edit, and no record's name", async () => {
  await panelButton("Record").click();
  await expect.poll(() => panel.getByRole("status").innerText()).toContain("Recording");
  await page.click("#projects-table-options svg");
  await page.click("#projects-bulk-edit-toggle");
  await page.click("#project-checkbox-P-1048");
  await page.click("#project-checkbox-P-1050");
  await page.selectOption("#bulk-priority", "Low");
  await page.click("#bulk-apply");
  await expect
    .poll(titles)
    .toEqual(["Click Table options", "Choose Bulk edit", "Tick the box", "Set New priority", "Click Apply to N"]);
  await panelButton("Stop recording").click();
  await page.click("#bulk-exit");
  await panel.waitForTimeout(300);
  expect((await titles()).length).toBe(5);

  const kept = JSON.stringify(
    await panel.evaluate(() => (globalThis as unknown as ExtensionWindow).chrome.storage.session.get(null)),
  );
  for (const secret of ["Data warehouse", "Annual report", "P-1048", "P-1050", "Low"])
    expect(kept).not.toContain(secret);
});

test("steps are moved by keys and by buttons, edited, and marked optional", async () => {
  await field("Title of step 4").focus();
  await panel.keyboard.press("Alt+ArrowUp");
  expect((await titles())[2]).toBe("Set New priority");
  await expect.poll(() => panel.getByRole("status").innerText()).toContain("Set New priority is now step 3 of 5");
  await expect
    .poll(() => panel.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toBe("Title of step 3");
  await panelButton("Move step 3 down").click();
  expect((await titles())[3]).toBe("Set New priority");

  const third = panel.locator(".step").nth(2);
  await third.locator(".title").fill("Pick your projects");
  await third.locator("summary").click();
  await third.getByLabel("What to do and why").fill("Tick every project you want to change.");
  const fourth = panel.locator(".step").nth(3);
  await fourth.locator("summary").click();
  await fourth.getByLabel("May be left out").check();
  await expect.poll(titles).toContain("Pick your projects");
});

test("the test shows the tour on the page, and the panel follows", async () => {
  await page.reload();
  await page.locator("#project-edit-P-1042").waitFor();
  await panelButton("Test on page").click();
  const card = page.locator("usher-root .tour");
  await expect.poll(() => card.innerText()).toContain("Step 1 of 5");
  await page.click("#projects-table-options");
  await page.click("#projects-bulk-edit-toggle");
  await expect.poll(() => card.innerText()).toContain("Pick your projects");
  await expect.poll(() => panel.locator(".step[aria-current=step] .title").inputValue()).toBe("Pick your projects");
  await page.click("#project-checkbox-P-1042");
  await page.selectOption("#bulk-priority", "High");
  await page.click("#bulk-apply");
  await card.waitFor({ state: "detached" });
  await expect.poll(() => panel.getByRole("status").innerText()).toContain("The test went through to the end.");
});

test("nothing is sent before it was looked at, and a path without a title is not", async () => {
  await panelButton("Review").click();
  expect(await panel.getByRole("alert").innerText()).toContain("Give the path a title.");
  await field("Title").last().fill("Change many projects");
  await field(/^Goal/).fill("All picked projects have the new priority.");
  await field("Id").fill("projects-bulk-edit");
  await panelButton("Review").click();
  const review = await panel.locator("section").innerText();
  expect(review).toContain("Change many projects");
  expect(review).toContain("#projects-table-options");
  expect(review).toContain("Tick every project you want to change.");
  expect(review).toContain('[id^="project-checkbox-P-"]');
  const before = await fetch(`${server.url}/v1/admin/products/projects-demo/paths`, {
    headers: { authorization: `Bearer ${ADMIN}` },
  });
  const { paths } = (await before.json()) as { paths: readonly { readonly latest_version: number }[] };
  expect(paths.map(({ latest_version }) => latest_version)).toEqual([0]);
});

test("published, it is the tour and the answer of the next user", async () => {
  await panelButton("Publish").click();
  await expect
    .poll(() => panel.getByRole("status").innerText())
    .toContain("Version 1 of projects-bulk-edit is in force.");

  const fresh = await launchChromium();
  try {
    for (const choice of ["Show me", "Open chat"]) {
      const visitor = await fresh.newPage({ viewport: { width: 1280, height: 800 } });
      await visitor.goto(`${server.url}/demo/projects?user=fresh-${choice === "Show me" ? "a" : "b"}`);
      for (const row of ["P-1042", "P-1043", "P-1044"]) {
        await visitor.click(`#project-edit-${row}`);
        await visitor.selectOption("#edit-priority", "Urgent");
        await visitor.click("#edit-save");
        await visitor.locator("#edit-save").waitFor({ state: "detached" });
      }
      await visitor.getByRole("button", { name: choice, exact: true }).click();
      if (choice === "Open chat") {
        await expect
          .poll(() => visitor.getByRole("log").innerText())
          .toContain("Tick every project you want to change.");
        expect(await visitor.getByRole("log").innerText()).toContain("All picked projects have the new priority.");
      } else {
        const card = visitor.locator("usher-root .tour");
        await expect.poll(() => card.innerText()).toContain("Step 1 of 5");
        await visitor.click("#projects-table-options");
        await visitor.click("#projects-bulk-edit-toggle");
        await expect.poll(() => card.innerText()).toContain("Pick your projects");
        await visitor.click("#project-checkbox-P-1060, [id^=project-checkbox-P-]");
        await expect.poll(() => card.innerText()).toContain("Set New priority");
        await visitor.selectOption("#bulk-priority", "Low");
        await visitor.click("#bulk-apply");
        await card.waitFor({ state: "detached" });
      }
    }
  } finally {
    await fresh.close();
  }
  expect(recorder.complaints).toEqual([]);
});
