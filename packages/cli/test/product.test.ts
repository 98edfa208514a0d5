import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProductWire, RegisterProductReply, RotateReply } from "@usher/core";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCliIn } from "../src/run-cli.ts";
import { recordingContext } from "../src/testing/recording-context.ts";

let folder = "";
let server: UsherServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-products-"));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function usher(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const context = recordingContext({ cwd: folder, environment: {} });
  const code = await runCliIn(context, argv);
  return { code, out: context.printed.join("\n"), err: context.errors.join("\n") };
}

async function json<Reply>(...argv: string[]): Promise<Reply> {
  const { code, out, err } = await usher(...argv, "--json");
  expect(err).toBe("");
  expect(code).toBe(0);
  expect(out.split("\n")).toHaveLength(1);
  return JSON.parse(out) as Reply;
}

async function startServer(dataDir = join(folder, ".usher")): Promise<string> {
  const config = loadConfig({ file: { dataDir, logLevel: "silent" }, environment: {}, flags: { port: 0 } });
  server = createServer(config);
  return (await server.start()).url;
}

async function canRead(url: string, key: string): Promise<number> {
  const response = await fetch(`${url}/v1/admin/products/acme/keys`, { headers: { authorization: `Bearer ${key}` } });
  return response.status;
}

describe("without a server", () => {
  test("create prints one line of JSON with exactly what is needed", async () => {
    const reply = await json<RegisterProductReply>("product", "create", "acme");
    expect(Object.keys(reply)).toEqual([
      "product_id",
      "publishable_key",
      "secret_key",
      "webhook_secret",
      "webhook_url",
      "stream_url",
    ]);
    expect(reply).toMatchObject({
      product_id: "acme",
      publishable_key: expect.stringMatching(/^pk_live_/),
      secret_key: expect.stringMatching(/^sk_live_/),
      webhook_secret: expect.stringMatching(/^whsec_/),
      webhook_url: "http://127.0.0.1:8787/webhook/acme",
      stream_url: "http://127.0.0.1:8787/stream/acme",
    });
  });

  test("for people it is readable, says what is shown once and what to do next", async () => {
    const { code, out } = await usher("product", "create", "acme", "--public-url", "https://usher.acme.example/");
    expect(code).toBe(0);
    expect(out).toContain("https://usher.acme.example/stream/acme");
    expect(out).toContain("shown this once");
    expect(out).toContain("usher product change acme --origin");
    const withOrigin = await usher("product", "create", "--origin", "https://a.example", "other");
    expect(withOrigin.out).toContain("Pages of https://a.example may use");
  });

  test("an id that is taken ends with the way out", async () => {
    await usher("product", "create", "acme");
    const { code, err, out } = await usher("product", "create", "acme");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain('The product "acme" exists');
    expect(err).toContain("usher product rotate acme");
    expect(err).not.toContain("    at ");
    const forScripts = await usher("product", "create", "acme", "--json");
    expect([forScripts.code, forScripts.out]).toEqual([1, ""]);
    expect(JSON.parse(forScripts.err)).toEqual({ error: { code: "product_exists", detail: err } });
  });

  test("what is wrong with the arguments is named", async () => {
    expect((await usher("product", "create", "a b")).err).toContain("product_id");
    expect((await usher("product", "create", "acme", "--origin", "https://a.example/x")).err).toContain("origins");
    expect((await usher("product", "create", "acme", "--email", "ada")).err).toContain("contact_email");
    expect((await usher("product", "rotate", "acme", "--overlap", "soon")).err).toContain("24h");
    expect((await usher("product", "rotate", "acme", "--key", "all")).err).toContain("secret, publishable, webhook");
    expect((await usher("product", "change", "acme")).err).toContain("--origin");
  });

  test("a folder without data is not made by looking", async () => {
    const { code, err } = await usher("product", "list", "--data-dir", "elsewhere");
    expect(code).toBe(1);
    expect(err).toContain(join(folder, "elsewhere"));
    expect((await usher("product", "rotate", "acme", "--data-dir", "elsewhere")).code).toBe(1);
  });

  test("list, change and rotate work on the same folder, and the server finds what they did", async () => {
    const created = await json<RegisterProductReply>("product", "create", "acme", "--data-dir", "d");
    await usher("product", "change", "acme", "--data-dir", "d", "--origin", "https://a.example", "--origin", "self");
    const fresh = await json<RotateReply>("product", "rotate", "acme", "--data-dir", "d", "--overlap", "0");
    const { products } = await json<{ products: ProductWire[] }>("product", "list", "--data-dir", "d");
    expect(products).toMatchObject([{ product_id: "acme", origins: ["https://a.example", "self"] }]);
    expect(JSON.stringify(products)).not.toContain(created.secret_key);
    const text = (await usher("product", "list", "--data-dir", "d")).out;
    expect(text).toContain(created.publishable_key);
    expect(text).toContain(`…${fresh.value.slice(-4)}  secret`);
    const url = await startServer(join(folder, "d"));
    // 403: the key is good, and may not manage keys. 401: it opens nothing.
    expect([await canRead(url, fresh.value), await canRead(url, created.secret_key)]).toEqual([403, 401]);
  });

  test("products of the configuration are listed, too, and can be given more keys", async () => {
    writeFileSync(
      join(folder, "usher.config.ts"),
      `export default { products: [{ id: "acme", publishableKeys: ["pk_example"], origins: ["self"], triggers: [] }] };`,
    );
    const { value } = await json<RotateReply>("product", "create", "other").then(() =>
      json<RotateReply>("product", "rotate", "acme"),
    );
    expect(value).toMatch(/^sk_live_/);
    const { out } = await usher("product", "list");
    expect(out).toContain("acme (in the configuration)");
    expect(out).toContain("other");
  });
});

describe("with a server on the folder", () => {
  test("create goes through it: the product is in force at once, with the server's own address", async () => {
    const url = await startServer();
    const created = await json<RegisterProductReply>("product", "create", "acme");
    expect(created.stream_url).toBe(`${url}/stream/acme`);
    expect(await canRead(url, created.secret_key)).toBe(403);
    const rotated = await json<RotateReply>("product", "rotate", "acme", "--overlap", "0");
    expect([await canRead(url, created.secret_key), await canRead(url, rotated.value)]).toEqual([401, 403]);
    expect((await usher("product", "list")).out).toContain("acme");
    const again = await usher("product", "create", "acme");
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toContain('The product "acme" exists');
    const forScripts = await usher("product", "rotate", "nobody", "--json");
    expect(JSON.parse(forScripts.err)).toMatchObject({ error: { code: "product_unknown" } });
  });

  test("a server elsewhere is asked with its admin key", async () => {
    const url = await startServer();
    expect((await usher("product", "list", "--host", url)).err).toContain("--admin-key");
    const wrong = await usher("product", "list", "--host", url, "--admin-key", "wrong");
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("answered 404");
    const unreachable = await usher("product", "list", "--host", "http://127.0.0.1:1", "--admin-key", "k");
    expect(unreachable.err).toContain("No Usher answers at http://127.0.0.1:1");
  });
});
