import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCliIn } from "../src/run-cli.ts";
import { recordingContext } from "../src/testing/recording-context.ts";

let folder = "";
let server: UsherServer;
let url = "";
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "usher-recorder-"));
  await usher("product", "create", "acme");
  const file = { dataDir: join(folder, ".usher"), logLevel: "silent" as const };
  server = createServer(loadConfig({ file, environment: {}, flags: { port: 0 } }));
  url = (await server.start()).url;
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function usher(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const context = recordingContext({ cwd: folder, environment: {} });
  const code = await runCliIn(context, argv);
  return { code, out: context.printed.join("\n"), err: context.errors.join("\n") };
}

async function post(
  path: string,
  body: unknown,
  key?: string,
): Promise<{ status: number; body: Record<string, string> }> {
  const headers = {
    "content-type": "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

test("usher recorder approve lets a recorder write paths of the product, and do nothing else", async () => {
  const { body: started } = await post("/v1/device/start", {});
  const ask = () => post("/v1/device/token", { device_code: started.device_code });
  expect(await ask()).toMatchObject({ status: 202, body: { status: "pending" } });

  const approved = await usher("recorder", "approve", started.user_code?.toLowerCase() ?? "");
  expect(approved).toEqual({ code: 0, out: "The recorder may write golden paths of acme for eight hours.", err: "" });

  const { status, body } = await ask();
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ product_id: "acme", scopes: ["golden_paths:write"], expires_in_s: 28_800 }),
  ]);
  const get = async (path: string) =>
    (await fetch(url + path, { headers: { authorization: `Bearer ${body.token}` } })).status;
  expect(await get("/v1/admin/products/acme/paths")).toBe(200);
  expect(await get("/v1/admin/products/acme/webhooks")).toBe(403);
  expect(await get("/v1/admin/products/acme/keys")).toBe(403);
  expect(await ask()).toMatchObject({ status: 404, body: { code: "device_code_unknown" } });
});

test("a code that nobody waits with is refused in words", async () => {
  const refused = await usher("recorder", "approve", "BBBB-BBBB", "--product", "acme");
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("No recorder waits with this code")]);
});
