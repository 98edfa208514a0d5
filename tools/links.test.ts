import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./read-sources.ts";

const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;

test("every link between documents leads somewhere", () => {
  const broken = documents().flatMap((file) =>
    Array.from(readFileSync(join(ROOT, file), "utf8").matchAll(LINK), ([, target]) => join(dirname(file), target ?? ""))
      .filter((target) => !existsSync(join(ROOT, target)))
      .map((target) => `${file} → ${target}`),
  );
  expect(broken).toEqual([]);
});

test("every page is listed in the index of the documentation", () => {
  const index = readFileSync(join(ROOT, "docs/README.md"), "utf8");
  const pages = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md") && name !== "README.md");
  expect(pages.filter((name) => !index.includes(`(${name})`))).toEqual([]);
});

/** Pages of the documentation and those at the root, relative to the root. */
function documents(): readonly string[] {
  const below = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" }).map((name) =>
    join("docs", name),
  );
  return [...readdirSync(ROOT), ...below].filter((name) => name.endsWith(".md"));
}
