import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { installedMatches, nodeProblem } from "../scripts/bootstrap.mjs";
import { formatResult } from "../scripts/format-result.mjs";
import { runCommand } from "../scripts/run-command.mjs";
import { sourceHash } from "../scripts/source-hash.mjs";
import { parseTestArgs } from "../scripts/test-plan.mjs";

describe("bootstrap", () => {
  test("names the Node that is needed and the one that is there", () => {
    expect(nodeProblem("20.11.0")).toBeUndefined();
    expect(nodeProblem("22.1.0")).toBeUndefined();
    expect(nodeProblem("20.10.1")).toContain("20.11 or newer; this is Node 20.10.1");
    expect(nodeProblem("18.20.0")).toBeDefined();
  });

  test("an install counts when every package has the lockfile's version", () => {
    const lock = {
      packages: {
        "": {},
        "packages/core": { version: "0.1.0" },
        "node_modules/a": { version: "1.0.0" },
        "node_modules/a-darwin": { version: "1.0.0", optional: true },
      },
    };
    expect(installedMatches(lock, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(true);
    expect(installedMatches(lock, { packages: { "node_modules/a": { version: "1.0.1" } } })).toBe(false);
    expect(installedMatches(lock, { packages: {} })).toBe(false);
    const otherPlatform = { "node_modules/a": { version: "1.0.0" }, "node_modules/a-darwin": { version: "0.9.0" } };
    expect(installedMatches(lock, { packages: otherPlatform })).toBe(false);
  });
});

describe("npm test's arguments", () => {
  test("everything by default, in order", () => {
    expect(parseTestArgs([])).toEqual({ help: false, suites: ["lint", "types", "unit", "integration", "e2e"] });
  });

  test("--only keeps the order in which suites run", () => {
    expect(parseTestArgs(["--only", "e2e, unit"]).suites).toEqual(["unit", "e2e"]);
  });

  test("--seed is a number, or drawn; without it the tests keep their own", () => {
    expect(parseTestArgs(["--only", "unit"])).not.toHaveProperty("seed");
    expect(parseTestArgs(["--seed", "42"]).seed).toBe(42);
    expect(parseTestArgs(["--seed", "random"], () => 7).seed).toBe(7);
    expect(() => parseTestArgs(["--seed", "lucky"])).toThrow('it was "lucky"');
  });

  test("an unknown suite and an unknown option are named", () => {
    expect(() => parseTestArgs(["--only", "unit,speed"])).toThrow('does not know "speed"');
    expect(() => parseTestArgs(["--fast"])).toThrow("--fast");
  });
});

describe("source hash", () => {
  test("follows names and contents, not tests, outputs or dates", () => {
    const root = mkdtempSync(join(tmpdir(), "usher-hash-"));
    mkdirSync(join(root, "src/dist"), { recursive: true });
    writeFileSync(join(root, "src/a.ts"), "a");
    const before = sourceHash(root, ["src", "missing.json"]);
    writeFileSync(join(root, "src/a.test.ts"), "test");
    writeFileSync(join(root, "src/dist/a.js"), "built");
    writeFileSync(join(root, "src/a.ts"), "a");
    expect(sourceHash(root, ["src", "missing.json"])).toBe(before);
    writeFileSync(join(root, "src/a.ts"), "b");
    const changed = sourceHash(root, ["src", "missing.json"]);
    expect(changed).not.toBe(before);
    writeFileSync(join(root, "missing.json"), "{}");
    expect(sourceHash(root, ["src", "missing.json"])).not.toBe(changed);
    rmSync(root, { recursive: true });
  });
});

describe("running a tool", () => {
  test("a failure says how it ended and keeps what was printed", async () => {
    const result = await runCommand(process.execPath, ["-e", "console.log('half done'); process.exit(3)"]);
    expect(result).toEqual({ ok: false, output: "half done\n", problem: "ended with code 3" });
  });

  test("a program that hangs is ended", async () => {
    const result = await runCommand(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { timeoutMs: 300 });
    expect(result.problem).toBe("did not finish in time");
  });

  test("a missing program is named", async () => {
    const result = await runCommand("no-such-program", []);
    expect(result.problem).toContain("no-such-program could not be started");
  });
});

test("a benchmark's result becomes facts and a table", () => {
  const rows = [
    { name: "memory", ms: 1.23456 },
    { name: "sqlite", ms: 1200 },
  ];
  expect(formatResult({ machine: "2 cores", rows })).toBe(
    ["machine  2 cores", "", "name       ms", "memory  1.235", "sqlite  1,200"].join("\n"),
  );
  expect(formatResult("done")).toBe("done");
});
