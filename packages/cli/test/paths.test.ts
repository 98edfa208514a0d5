import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCliIn } from "../src/run-cli.ts";
import { recordingContext } from "../src/testing/recording-context.ts";

let folder = "";
let server: UsherServer | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "usher-paths-"));
  await usher("product", "create", "acme");
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

async function startServer(): Promise<string> {
  const file = { dataDir: join(folder, ".usher"), logLevel: "silent" as const };
  server = createServer(loadConfig({ file, environment: {}, flags: { port: 0 } }));
  return (await server.start()).url;
}

const SHARE = `title: Share a report
page: /reports
goal: The report is shared.
steps:
  - id: open
    title: Open the report
    description: Click **Open report**.
    target: { role: button, name: Open report }
  - id: share
    title: Share it
    description: Click **Share now**.
    target: { role: button, name: Share now }
`;

function write(name: string, text: string): void {
  mkdirSync(join(folder, "golden-paths"), { recursive: true });
  writeFileSync(join(folder, "golden-paths", name), text);
}

describe.each([["on the folder"], ["with a server on it"]])("%s", (where) => {
  beforeEach(async () => {
    if (where !== "on the folder") await startServer();
  });

  test("files become drafts, and are in force once they are published", async () => {
    write("share-report.yaml", SHARE);
    const before = await usher("paths", "diff");
    expect([before.code, before.out]).toEqual([1, expect.stringContaining("share-report: new")]);
    expect((await usher("paths", "push")).out).toBe("share-report  version 1, a draft");
    expect((await usher("paths", "push")).out).toBe("share-report  unchanged (version 1)");
    expect(await usher("paths", "diff")).toMatchObject({ code: 0, out: "" });
    expect((await usher("paths", "list")).out).toContain("not in force, draft 1 (yaml)");

    const published = await usher("paths", "publish", "share-report", "--trigger", "stuck_step");
    expect(published).toMatchObject({ code: 0, err: "" });
    const { paths } = JSON.parse((await usher("paths", "list", "--json")).out);
    expect(paths).toMatchObject([{ path_id: "share-report", in_force: "store", latest: { triggers: ["stuck_step"] } }]);

    write("share-report.yaml", SHARE.replace("Share it", "Share with people"));
    const changed = await usher("paths", "diff");
    expect(changed.out).toContain("  -     title: Share it\n  +     title: Share with people");
    expect((await usher("paths", "push", "--publish")).out).toBe("share-report  version 2, in force");
    expect((await usher("paths", "publish", "share-report", "--at-version", "1")).code).toBe(0);
    expect((await usher("paths", "archive", "share-report")).code).toBe(0);
    expect((await usher("paths", "list")).out).toContain("not in force");
  });

  test("what the store has comes back as files that say the same", async () => {
    write("share-report.yaml", SHARE);
    await usher("paths", "push");
    rmSync(join(folder, "golden-paths"), { recursive: true });
    expect((await usher("paths", "pull")).out).toBe(join("golden-paths", "share-report.yaml"));
    expect((await usher("paths", "diff")).code).toBe(0);
    expect(readFileSync(join(folder, "golden-paths", "share-report.yaml"), "utf8")).toContain("title: Share a report");
  });
});

test("every problem of every file is named, and nothing is pushed", async () => {
  write("good.yaml", SHARE);
  write("bad.yaml", SHARE.replace("page: /reports", "page: reports").replace("id: share\n", "id: open\n"));
  write("broken.json", "{");
  const { code, err } = await usher("paths", "push");
  expect(code).toBe(1);
  expect(err).toMatch(/bad\.yaml: page/);
  expect(err).toContain("broken.json");
  expect((await usher("paths", "list")).out).toBe("There are no paths.");
  expect((await usher("paths", "push", "--dir", "nowhere")).err).toContain("Name the folder with --dir");
  expect((await usher("paths", "publish", "nothing")).err).toContain("There is no path");
  expect((await usher("paths", "publish", "x", "--trigger", "all")).err).toContain("Allowed choices are skipped_step");
  expect((await usher("paths", "publish", "x", "--at-version", "one")).err).toContain("Write the number of a version");
});

test("a Markdown document becomes files, with what is to be looked at", async () => {
  writeFileSync(join(folder, "help.md"), "# Share a report\n\n1. Click **Open report**.\n2. Send it.\n");
  const { code, out } = await usher("paths", "import", "help.md", "--page", "/reports");
  expect(code).toBe(0);
  expect(out).toContain("golden-paths/share-a-report.yaml  2 steps from help.md");
  expect(out).toContain('help.md:4  "Send it." names no control');
  expect((await usher("paths", "push")).out).toBe("share-a-report  version 1, a draft");
  writeFileSync(join(folder, "none.md"), "# Nothing\n");
  expect((await usher("paths", "import", "none.md")).code).toBe(1);
  expect((await usher("paths", "import", "nowhere.md")).err).toMatch(/^nowhere\.md cannot be read/);

  const file = join(folder, "golden-paths", "share-a-report.yaml");
  expect((await usher("paths", "import", "help.md", "--page", "/reports")).code).toBe(0);
  writeFileSync(file, `${readFileSync(file, "utf8")}# looked at\n`);
  const again = await usher("paths", "import", "help.md", "--page", "/reports");
  expect([again.code, again.err]).toEqual([1, expect.stringContaining("left as it is")]);
  expect(readFileSync(file, "utf8")).toContain("# looked at");
});

test("a server elsewhere is asked with a key of the product", async () => {
  const url = await startServer();
  write("share-report.yaml", SHARE);
  const { secret_key } = JSON.parse((await usher("product", "create", "beta", "--json")).out);
  expect((await usher("paths", "push", "--host", url, "--product", "beta")).err).toContain("--key");
  const pushed = await usher("paths", "push", "--host", url, "--product", "beta", "--key", secret_key);
  expect(pushed).toMatchObject({ code: 0, out: "share-report  version 1, a draft" });
  const foreign = await usher("paths", "push", "--host", url, "--product", "acme", "--key", secret_key);
  expect(foreign.err).toContain("answered 404");
});

test("what people did is mined for drafts, which are not in force", async () => {
  const url = await startServer();
  const created = JSON.parse((await usher("product", "create", "shop", "--origin", "http://localhost", "--json")).out);
  for (let visitor = 0; visitor < 12; visitor++) await visit(url, created.publishable_key, visitor);
  const mined = await usher("paths", "mine", "--product", "shop", "--save", "--json");
  expect(mined.code).toBe(0);
  const report = JSON.parse(mined.out);
  expect(report).toMatchObject({ sessions: 12, paths: [{ sessions: 12, completed: 6, stuckAt: ["pay"] }] });
  expect(report.paths[0].path.steps.map(({ title }: { title: string }) => title)).toEqual([
    "Cart",
    "Address",
    "Pay",
    "Done",
  ]);
  expect(report.paths[0].backtest).toMatchObject({ offers: expect.any(Number) });
  const { paths } = JSON.parse((await usher("paths", "list", "--product", "shop", "--json")).out);
  expect(paths).toMatchObject([{ path_id: "done", in_force: null, latest: { status: "draft", source: "mined" } }]);
  const inWords = await usher("paths", "mine", "--product", "shop");
  expect(inWords.out).toContain("3. Pay  12 sessions, 6 gave up");
  expect(inWords.err).toContain("backtest 1 of 1: done …");
  expect((await usher("paths", "mine")).err).toBe("Name the product with --product: one of acme, shop.");
});

/** Everybody pays more than once; every second one gives up there. */
async function visit(url: string, key: string, visitor: number): Promise<void> {
  const headers = { "content-type": "application/json", origin: "http://localhost" };
  const start = await fetch(`${url}/v1/session`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${key}` },
    body: "{}",
  });
  const { token } = (await start.json()) as { token: string };
  const labels = ["Cart", "Address", "Pay", "Pay", "Pay", ...(visitor % 2 === 0 ? ["Done"] : [])];
  const at = Date.now() - 60_000;
  const events = labels.map((label, index) => ({
    id: `v${visitor}-${index}`,
    type: "click",
    at: at + index * 1_000,
    url: "http://localhost/checkout",
    element: { tag: "button", role: "button", label },
  }));
  const sent = await fetch(`${url}/v1/capture`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ events }),
  });
  expect(sent.status).toBe(200);
}
