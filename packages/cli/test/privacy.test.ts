import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCliIn } from "../src/run-cli.ts";
import { recordingContext } from "../src/testing/recording-context.ts";

const ORIGIN = "https://app.example.com";
const folder = mkdtempSync(join(tmpdir(), "usher-privacy-"));
const dataDir = join(folder, ".usher");
let server: UsherServer | undefined;
let key: string;

async function usher(...argv: readonly string[]): Promise<{ code: number; out: readonly string[]; err: string }> {
  const context = recordingContext({ cwd: folder, environment: {} });
  const code = await runCliIn(context, argv);
  return { code, out: context.printed, err: context.errors.join("\n") };
}

async function start(): Promise<string> {
  const config = loadConfig({ file: { dataDir, logLevel: "silent" }, environment: {}, flags: { port: 0 } });
  server = createServer(config);
  return (await server.start()).url;
}

async function stop(): Promise<void> {
  await server?.stop();
  server = undefined;
}

async function post(url: string, bearer: string, body: object): Promise<Record<string, never>> {
  const headers = { authorization: `Bearer ${bearer}`, origin: ORIGIN, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, never>;
}

async function visit(userId: string): Promise<void> {
  const url = await start();
  const { token } = await post(`${url}/v1/session`, key, { identity: { user_id: userId } });
  const element = { role: "button", label: `Save of ${userId}` };
  const events = [1, 2].map((id) => ({ id: `${userId}-${id}`, type: "click", at: Date.now(), url: ORIGIN, element }));
  await post(`${url}/v1/capture`, token ?? "", { events });
  await stop();
}

beforeAll(async () => {
  const created = await usher("product", "create", "acme", "--origin", ORIGIN, "--json");
  key = JSON.parse(created.out[0] ?? "").publishable_key;
  for (const user of ["ada", "bob", "eve"]) await visit(user);
});
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

function tablesOf(lines: readonly string[]): Record<string, number> {
  const tables: Record<string, number> = {};
  for (const line of lines.slice(0, -1)) {
    const { table } = JSON.parse(line);
    tables[table] = (tables[table] ?? 0) + 1;
  }
  return tables;
}

describe.each(["the data folder", "the server that runs on it"])("over %s", (where) => {
  beforeAll(async () => {
    if (where !== "the data folder") await start();
  });
  afterAll(stop);

  const user = where === "the data folder" ? "ada" : "bob";

  test("export prints a user's rows and the manifest", async () => {
    const { code, out, err } = await usher("export", "--user", user);
    expect(err).toContain("rows");
    expect(code).toBe(0);
    expect(tablesOf(out)).toMatchObject({ visitor: 1, session: 1, action: 2 });
    expect(out.join("\n")).toContain(`Save of ${user}`);
    expect(out.join("\n")).not.toContain("Save of eve");
    expect(JSON.parse(out.at(-1) ?? "").manifest).toMatchObject({ product_id: "acme", user_id: user });
  });

  test("export writes a whole product to a file that only this user may read", async () => {
    const { code, err } = await usher("export", "--product", "acme", "--out", "acme.jsonl");
    expect(err).toContain("acme.jsonl");
    expect(code).toBe(0);
    const lines = readFileSync(join(folder, "acme.jsonl"), "utf8").trimEnd().split("\n");
    expect(tablesOf(lines).action).toBeGreaterThanOrEqual(4);
    expect(JSON.parse(lines.at(-1) ?? "").manifest.total).toBe(lines.length - 1);
    expect(statSync(join(folder, "acme.jsonl")).mode & 0o777).toBe(0o600);
  });

  test("delete needs --yes, then says what went; nothing is left to export", async () => {
    const asked = await usher("privacy", "delete", "--user", user);
    expect(asked.code).toBe(1);
    expect(asked.err).toContain("--yes");
    const { code, out, err } = await usher("privacy", "delete", "--product", "acme", "--user", user, "--yes", "--json");
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(out[0] ?? "")).toMatchObject({
      product_id: "acme",
      sessions: 1,
      scrubbed: true,
      rows: { session: 1, action: 2, visitor: 1 },
    });
    expect(readFileSync(join(dataDir, "usher.db")).includes(`Save of ${user}`)).toBe(false);
    expect(tablesOf((await usher("export", "--user", user)).out)).toEqual({});
    const again = await usher("privacy", "delete", "--user", user, "--yes");
    expect(again.out.join("\n")).toContain("Nothing was known of this user");
    expect((await usher("export", "--user", "eve")).out.length).toBeGreaterThan(3);
  });

  test("a product that does not exist is refused", async () => {
    const { code, err } = await usher("export", "--product", "nobodys");
    expect(code).toBe(1);
    expect(err).toContain("product");
  });
});

test("a folder without data is named", async () => {
  const { code, err } = await usher("export", "--data-dir", "elsewhere");
  expect(code).toBe(1);
  expect(err).toContain("elsewhere");
});
