import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findSource, SOURCES } from "./index.ts";

const folder = new URL(".", import.meta.url);
const files = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
  .map(({ name }) => name.slice(0, -".ts".length))
  .filter((name) => name !== "index");
const ids = SOURCES.map(({ manifest }) => manifest.id);

test("every file is a registered source of the same name", () => {
  expect([...ids].sort()).toEqual([...files].sort());
});

test("every source proves the contract", () => {
  for (const id of ids) {
    expect(readFileSync(new URL(`${id}.test.ts`, folder), "utf8"), id).toContain("describeSource(");
  }
});

test("every source has its section in the documentation, with every option", () => {
  const page = readFileSync(new URL("../../../../docs/sources.md", folder), "utf8");
  for (const { manifest } of SOURCES) {
    const section = page.split(/^## /m).find((each) => each.startsWith(`${manifest.id}\n`));
    expect(section, `docs/sources.md has no section ${manifest.id}`).toBeDefined();
    for (const option of Object.keys(manifest.options)) expect(section).toContain(`\`${option}\``);
  }
});

test("a source is found by its id", () => {
  expect(findSource("posthog")?.manifest.title).toBe("PostHog SDK");
  expect(findSource("constructor")).toBeUndefined();
});
