import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CreatedWebhookReply, RedriveReply, WebhookTestReply, WebhookWire } from "@usher/core";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCliIn } from "../src/run-cli.ts";
import { recordingContext } from "../src/testing/recording-context.ts";

let folder = "";
let sink: Server;
let address = "";
let status = 200;
let server: UsherServer | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "usher-webhooks-"));
  status = 200;
  sink = createHttpServer((request, response) => {
    request.resume();
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/usher`;
  writeFileSync(join(folder, "usher.config.mjs"), `export default ${JSON.stringify(configured())};`);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  sink.closeAllConnections();
  await new Promise((resolve) => sink.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

function configured(): object {
  return {
    products: [{ id: "acme", publishableKeys: ["pk_test_acme"], origins: ["https://app.example.com"], triggers: [] }],
    webhooks: { allow: [new URL(address).origin] },
    logLevel: "silent",
  };
}

async function usher(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const context = recordingContext({ cwd: folder, environment: {} });
  const code = await runCliIn(context, argv);
  return { code, out: context.printed.join("\n"), err: context.errors.join("\n") };
}

async function json<Reply>(...argv: string[]): Promise<Reply> {
  const { out, err } = await usher(...argv, "--json");
  expect(err).toBe("");
  return JSON.parse(out) as Reply;
}

async function startServer(): Promise<void> {
  const dataDir = join(folder, ".usher");
  server = createServer(loadConfig({ file: { ...configured(), dataDir }, environment: {}, flags: { port: 0 } }));
  await server.start();
}

describe.each([
  ["on the folder", async () => {}],
  ["through the server that owns it", startServer],
])("%s", (_, prepare) => {
  beforeEach(prepare);

  test("a webhook is added, listed, tested, switched off and on, rotated and removed", async () => {
    const added = await json<CreatedWebhookReply>("webhook", "add", address);
    expect(added).toMatchObject({ url: address, status: "enabled", secret: expect.stringMatching(/^whsec_/) });
    const id = added.webhook_id;
    const { webhooks } = await json<{ webhooks: readonly WebhookWire[] }>("webhook", "list");
    expect(webhooks.map(({ webhook_id }) => webhook_id)).toEqual([id]);
    expect(JSON.stringify(webhooks)).not.toContain(added.secret);

    expect(await json<WebhookTestReply>("webhook", "test", id)).toMatchObject({ delivered: true, status: 200 });
    status = 500;
    const failed = await usher("webhook", "test", id);
    expect(failed).toMatchObject({ code: 1, out: expect.stringContaining("not delivered") });

    expect(await json<WebhookWire>("webhook", "disable", id)).toMatchObject({ status: "disabled" });
    expect(await json<WebhookWire>("webhook", "enable", id, "--skip-missed")).toMatchObject({ status: "enabled" });
    const { secret } = await json<CreatedWebhookReply>("webhook", "rotate", id);
    expect(secret).not.toBe(added.secret);

    expect(await json<{ deliveries: readonly unknown[] }>("webhook", "dead")).toMatchObject({ deliveries: [] });
    expect(await json<RedriveReply>("webhook", "redrive", id)).toEqual({ redriven: 0 });
    expect(await json("webhook", "remove", id)).toEqual({ removed: id });
    expect((await usher("webhook", "list")).out).toContain("acme has no webhook");
  });

  test("what is wrong is said by its code", async () => {
    for (const [argv, code] of [
      [["test", "we_nothing"], "webhook_unknown"],
      [["add", "http://10.0.0.1/usher"], "webhook_url_refused"],
      [["list", "--product", "nobody"], "product_unknown"],
    ] as const) {
      const { code: exit, err, out } = await usher("webhook", ...argv, "--json");
      expect([exit, out]).toEqual([1, ""]);
      expect(JSON.parse(err)).toMatchObject({ error: { code } });
    }
  });
});

test("--help names every command and an example", async () => {
  const { out } = await usher("webhook", "--help");
  for (const name of ["add", "list", "test", "dead", "redrive", "rotate", "enable", "disable", "remove"]) {
    expect(out).toMatch(new RegExp(`^ {2}${name} `, "m"));
  }
  expect(out).toContain("usher webhook add https://bot.example.com/usher");
});
