import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listPackages, ROOT, readSources } from "./read-sources.ts";

const MOST_LINES = 300;

/** The one file that reads the process's environment; everything else is handed what it needs. */
const ENVIRONMENT_READER = "packages/cli/src/process-context.ts";

const packages = listPackages();
const sources = readSources([
  ...packages.map((name) => `packages/${name}/src`),
  "examples/projects/src",
  "examples/nexus-cloud/src",
]);

test(`no source is longer than ${MOST_LINES} lines`, () => {
  expect(sources.filter(({ lineCount }) => lineCount > MOST_LINES).map(({ path }) => path)).toEqual([]);
});

test("what a package exports is written by hand", () => {
  // `export type *` re-exports no code, and the wire contract's types are public as a whole.
  expect(sources.filter(({ reExportsAll }) => reExportsAll).map(({ path }) => path)).toEqual([]);
});

test("only one file reads the environment", () => {
  const readers = sources.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ path }) => path);
  expect(readers.filter((path) => path !== ENVIRONMENT_READER)).toEqual([]);
});

test("the licence is there and every package names it", () => {
  expect(readFileSync(join(ROOT, "LICENSE"), "utf8")).toContain("MIT License");
  const manifests = ["package.json", ...packages.map((name) => `packages/${name}/package.json`)];
  for (const path of manifests) expect(JSON.parse(readFileSync(join(ROOT, path), "utf8")).license, path).toBe("MIT");
});

test("the lockfile names no registry", () => {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const entries: [string, { resolved?: string; link?: boolean }][] = Object.entries(lock.packages);
  const named = entries.filter(([, { resolved, link }]) => resolved !== undefined && !link).map(([path]) => path);
  expect(named).toEqual([]);
});

test("the lockfile is complete: a clean install refuses one that lacks a package, even another platform's", () => {
  const lock: { packages: Record<string, { dependencies?: object; optionalDependencies?: object }> } = JSON.parse(
    readFileSync(join(ROOT, "package-lock.json"), "utf8"),
  );
  const missing = Object.entries(lock.packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !candidatePaths(path, name).some((candidate) => candidate in lock.packages))
      .map((name) => `${path} names ${name}`),
  );
  expect(missing).toEqual([]);
});

test("every source that a package exports exists", () => {
  const missing = packages.flatMap((name) =>
    sourceEntries(name).filter((entry) => !existsSync(join(ROOT, "packages", name, entry))),
  );
  expect(missing).toEqual([]);
});

/** The files that tests and tools get for a package's exports; at least one. */
function sourceEntries(name: string): string[] {
  const text = readFileSync(join(ROOT, "packages", name, "package.json"), "utf8");
  const { exports = {} } = JSON.parse(text) as { exports?: Record<string, string | Record<string, string>> };
  const entries = Object.values(exports).flatMap((entry) =>
    typeof entry === "object" && entry["usher-source"] !== undefined ? [entry["usher-source"]] : [],
  );
  return entries.length > 0 ? entries : ["(no export with a source)"];
}

/** Where npm may have put a dependency of the package at `path`, nearest first. */
function candidatePaths(path: string, name: string): string[] {
  const parts = path.split("/");
  return parts
    .map((_, index) => [...parts.slice(0, parts.length - index), "node_modules", name].join("/"))
    .concat(`node_modules/${name}`);
}
