import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCliIn } from "../run-cli.ts";
import { recordingContext } from "../testing/recording-context.ts";
import { findDocuments } from "./find-documents.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "usher-knowledge-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(join(dir, path, ".."), { recursive: true });
  writeFileSync(join(dir, path), content);
}

test("folders, files and the pages of a sitemap; nothing outside of its folder", () => {
  write("docs/a.md", "# A");
  write("docs/deep/b.html", "<h1>B</h1>");
  write("docs/node_modules/c.md", "# C");
  write("docs/picture.png", "");
  write("site/help/export/index.html", "<h1>E</h1>");
  write("site/about.html", "<h1>About</h1>");
  const loc = (address: string): string => `<url><loc>${address}</loc></url>`;
  const pages = [
    "https://e.com/help/export/",
    "https://e.com/about",
    "https://e.com/none",
    "https://e.com/..%2f..%2fdocs%2fa.md",
  ];
  write("site/sitemap.xml", `<urlset>${pages.map(loc).join("")}</urlset>`);
  const { documents, missing } = findDocuments(dir, ["docs", "docs/a.md", "site/sitemap.xml"]);
  expect(documents.map(({ name, format }) => [name, format])).toEqual([
    ["docs/a.md", "markdown"],
    ["docs/deep/b.html", "html"],
    ["site/about.html", "html"],
    ["site/help/export/index.html", "html"],
  ]);
  expect(missing).toEqual(pages.slice(2));
  expect(() => findDocuments(dir, ["nothing.md"])).toThrow("There is no nothing.md.");
  expect(() => findDocuments(dir, ["docs/picture.png"])).toThrow("neither Markdown nor HTML");
});

test("usher knowledge add, search, list and delete on a data folder", async () => {
  write("guide.md", "# Guide\n## Export tasks\n1. Press **Download**.\n");
  const environment = { USHER_DATA_DIR: join(dir, "data") };
  const run = async (...argv: string[]) => {
    const context = recordingContext({ cwd: dir, environment });
    const code = await runCliIn(context, argv);
    return { code, out: context.printed.join("\n"), err: context.errors.join("\n") };
  };
  expect((await run("product", "create", "acme")).code).toBe(0);
  expect(await run("knowledge", "add", "guide.md")).toMatchObject({
    code: 0,
    out: "guide.md: 1 piece\n1 document added to the knowledge base of acme.",
  });
  const { out } = await run("knowledge", "search", "how to exprot?");
  expect(out).toContain("Export tasks  [document guide.md]");
  expect(out).toContain("exprot (typo)");
  expect(JSON.parse((await run("knowledge", "list", "--json")).out)).toMatchObject({
    documents: [{ name: "guide.md" }],
  });
  expect((await run("knowledge", "delete", "guide.md")).code).toBe(0);
  expect((await run("knowledge", "delete", "guide.md")).code).toBe(1);
  expect((await run("knowledge", "search", "export")).out).toBe("Nothing was found.");
  expect((await run("knowledge", "search", "x", "--product", "nobody")).err).toContain("one of acme");
});
