import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCliIn } from "../src/run-cli.ts";
import { type RecordingContext, recordingContext } from "../src/testing/recording-context.ts";

const ORIGIN = "https://app.example.com";
const dataDir = mkdtempSync(join(tmpdir(), "usher-tail-"));
const environment = { USHER_DATA_DIR: dataDir };
let server: UsherServer;
let url: string;

beforeAll(async () => {
  const product = { id: "shop", publishableKeys: ["pk_test_shop"], origins: [ORIGIN], triggers: [] };
  const file = { products: [product], server: { port: 0 }, dataDir, logLevel: "silent" };
  server = createServer(loadConfig({ file, environment: {}, flags: {} }));
  ({ url } = await server.start());
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A session that clicked on each of the labels. */
async function click(...labels: readonly string[]): Promise<void> {
  const headers = { origin: ORIGIN, "content-type": "application/json" };
  const entered = await fetch(`${url}/v1/session`, {
    method: "POST",
    headers: { ...headers, authorization: "Bearer pk_test_shop" },
    body: JSON.stringify({ identity: { user_id: "ada" } }),
  });
  const { token } = (await entered.json()) as { token: string };
  const events = labels.map((label) => ({
    id: randomUUID(),
    type: "click",
    at: Date.now(),
    url: `${ORIGIN}/reports`,
    element: { role: "button", label },
  }));
  const taken = await fetch(`${url}/v1/capture`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ events }),
  });
  expect(taken.status).toBe(200);
}

async function until(context: RecordingContext, text: string): Promise<void> {
  const all = (): string => [...context.errors, ...context.printed].join("\n");
  await expect.poll(all, { timeout: 20_000 }).toContain(text);
}

test("shows what happens as it happens, and ends in order with Ctrl-C", async () => {
  const context = recordingContext({ environment });
  const ended = runCliIn(context, ["tail", "--user", "ada"]);
  await until(context, "following shop");
  await click("Export", "Delete");
  await until(context, "Delete");
  expect(context.printed.filter((line) => line.includes("click"))).toHaveLength(2);
  expect(context.printed.join("\n")).not.toContain("\u001b");
  context.requestStop();
  expect(await ended).toBe(0);
});

test("--since begins earlier, --json prints one object per action, filters leave the rest out", async () => {
  await click("Archive");
  const context = recordingContext({ environment });
  const ended = runCliIn(context, ["tail", "--since", "1h", "--type", "click", "--json"]);
  await until(context, "Archive");
  for (const line of context.printed) expect(JSON.parse(line)).toMatchObject({ type: "click", userId: "ada" });
  context.requestStop();
  expect(await ended).toBe(0);
});

test("a key that opens nothing ends it at once with the reason", async () => {
  const context = recordingContext({ environment });
  const key = `sk_live_${"0".repeat(43)}`;
  expect(await runCliIn(context, ["tail", "--url", url, "--product", "shop", "--key", key])).toBe(1);
  expect(context.errors.join("\n")).not.toBe("");
});

test("without a server it says what to do", async () => {
  const context = recordingContext({ environment: { USHER_DATA_DIR: join(dataDir, "nowhere") } });
  expect(await runCliIn(context, ["tail"])).toBe(1);
  expect(context.errors.join("\n")).toContain("usher serve");
});

test("usher doctor beside the running server: it owns the folder, and nothing is disturbed", async () => {
  const context = recordingContext({ environment: { ...environment, USHER_PORT: new URL(url).port } });
  expect(await runCliIn(context, ["doctor", "--json"])).toBe(0);
  const { findings } = JSON.parse(context.printed.join("")) as { findings: { check: string; detail: string }[] };
  const of = (check: string): string => findings.find((finding) => finding.check === check)?.detail ?? "";
  expect(of("data")).toContain(`at ${url}`);
  expect(of("store")).toBe("the database passes its check");
  expect(of("port")).toContain("an Usher answers");
  await click("Afterwards");
});
