import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "./read-sources.ts";

// Core takes time, randomness and IO as arguments. What JavaScript itself offers (Date, Math.random) is refused by lint;
// what a platform offers is not even known to the compiler. Both are proved by running the real tools on probes.

const folder = mkdtempSync(join(tmpdir(), "usher-purity-"));
const src = join(folder, "packages", "core", "src");
mkdirSync(src, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PURE = "export const later = (now: number): number => Math.max(now + 1_000, Math.round(now));";

/** One file per line of code; answers what the tool says about each. */
function judge(probes: readonly string[], run: () => string): readonly string[] {
  probes.forEach((code, index) => {
    writeFileSync(join(src, `probe-${index}.ts`), `${code}\n`);
  });
  const lines = run().split("\n");
  const answers = probes.map((_, index) => lines.filter((line) => line.includes(`probe-${index}.ts`)).join("\n"));
  probes.forEach((_, index) => {
    rmSync(join(src, `probe-${index}.ts`));
  });
  return answers;
}

function runNode(script: string, args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "node_modules", script), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return `${stdout}${stderr}`;
}

describe("the compiler, with core's settings", () => {
  const impure = [
    "export const a: unknown = document.title;",
    `export const a: unknown = fetch("/");`,
    "export const a: unknown = process.pid;",
    "export const a: unknown = setTimeout(() => {}, 1);",
    `export const a: unknown = new URL("http://x");`,
    "export const a: unknown = crypto.randomUUID();",
    "export const a: unknown = performance.now();",
    "console.log(1); export {};",
    `import { readFileSync } from "node:fs"; export const a: unknown = readFileSync;`,
  ];

  test("refuses every platform's names, and accepts pure code", () => {
    writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: join(ROOT, "packages/core/tsconfig.json"),
        compilerOptions: { composite: false, noEmit: true, rootDir: "." },
        include: ["packages/core/src"],
        exclude: [],
      }),
    );
    const answers = judge([PURE, ...impure], () => runNode("typescript/bin/tsc", ["-p", ".", "--pretty", "false"]));
    expect(answers[0]).toBe("");
    impure.forEach((code, index) => {
      expect(answers[index + 1], code).toMatch(/Cannot find (name|module)/);
    });
  });
});

describe("the linter, with core's settings", () => {
  const impure: readonly (readonly [code: string, rule: string])[] = [
    ["export const a: number = Date.now();", "noRestrictedGlobals"],
    ["export const a: unknown = new Date();", "noRestrictedGlobals"],
    ["export const a: unknown = globalThis;", "noRestrictedGlobals"],
    ["export const a: number = Math.random();", "noJsRestrictedProperties"],
    [`export const a: number = Math["random"]();`, "noJsRestrictedProperties"],
    ["const { random } = Math; export const a: number = random();", "noJsRestrictedProperties"],
  ];

  test("refuses the clock and chance that JavaScript itself offers, and accepts pure code", () => {
    const settings = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...settings, vcs: { enabled: false } }));
    const codes = [PURE, ...impure.map(([code]) => code)];
    const answers = judge(codes, () =>
      runNode("@biomejs/biome/bin/biome", ["lint", "--reporter=github", "--max-diagnostics=none", "."]),
    );
    expect(answers[0]).toBe("");
    impure.forEach(([code, rule], index) => {
      expect(answers[index + 1], code).toMatch(new RegExp(`::error title=lint/\\w+/${rule},`));
    });
  });
});
