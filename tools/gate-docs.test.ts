import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "../packages/core/src/gate/policy.ts";
import { TRANSITIONS } from "../packages/core/src/session/transition-table.ts";
import { ROOT } from "./read-sources.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const gate = read("docs/gate.md");
const spec = read("docs/spec/session.md");

/** First cells of the rows of the table under a heading, without backticks. */
function firstCells(text: string, heading: string): string[] {
  const section = text.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => row.split("|")[1]?.trim().replaceAll("`", "") ?? "");
}

test("docs/gate.md lists every hold reason, in the order in which the rules are asked", () => {
  const rules = read("packages/core/src/gate/gate.ts").split("const RULES")[1]?.split("];")[0] ?? "";
  const order = Array.from(rules.matchAll(/^ {2}(\w+),$/gm), ([, name = ""]) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  const union = read("packages/core/src/gate/hold-reason.ts").split("export interface")[0] ?? "";
  const codes = Array.from(union.matchAll(/\| "(\w+)"/g), ([, code = ""]) => code);
  expect(firstCells(gate, "Hold reasons")).toEqual(codes);
  expect(codes).toEqual([...order, "gate_error"]);
});

test("docs/gate.md lists every policy field with its default", () => {
  const rows = gate.split("## Policy\n")[1]?.split("\n## ")[0]?.split("\n") ?? [];
  const written = rows.flatMap((row) => {
    const [, name, value] = /^\| `(\w+)` \| `([^`]+)` \|/.exec(row) ?? [];
    return name === undefined || value === undefined ? [] : [[name, JSON.parse(value)]];
  });
  expect(Object.fromEntries(written)).toEqual(DEFAULT_POLICY);
});

test("docs/spec/session.md shows the transition table as it is", () => {
  const rows = Object.keys(TRANSITIONS.thinking).map((event) => {
    const cells = Object.values(TRANSITIONS).map((row) => row[event as keyof typeof row]);
    return `| \`${event}\` | ${cells.join(" | ")} |`;
  });
  expect(Object.keys(TRANSITIONS)).toEqual(["thinking", "proactive_assistance", "reactive_assistance"]);
  expect(spec).toContain(rows.join("\n"));
});

test("docs/spec/session.md names files that exist", () => {
  const folders = ["engine", "gate", "session"].map((folder) => `packages/core/src/${folder}`);
  const named = Array.from(spec.matchAll(/`([\w./-]+\.ts)`/g), ([, path = ""]) => path);
  const missing = named.filter((path) => ![".", ...folders].some((folder) => existsSync(join(ROOT, folder, path))));
  expect(missing).toEqual([]);
});
