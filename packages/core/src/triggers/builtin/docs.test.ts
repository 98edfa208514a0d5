import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { AnyBuiltin, ParameterSpec } from "./builtin.ts";
import { BUILTINS } from "./index.ts";

const DOCS = new URL("../../../../../docs/triggers.md", import.meta.url);

function section({ id, title, description, parameters }: AnyBuiltin): string {
  const rows = Object.entries(parameters).map(
    ([name, spec]) => `| \`${name}\` | ${defaultOf(spec)} | ${spec.description} |`,
  );
  return [`### ${id}: ${title}`, "", description, "", "| parameter | default | |", "|---|---|---|", ...rows, ""].join(
    "\n",
  );
}

function defaultOf({ type, default: value, required, min, max }: ParameterSpec): string {
  if (required === true) return `required (${type})`;
  if (value === undefined) return `none (${type})`;
  const range = min === undefined || max === undefined ? "" : ` (${min}–${max})`;
  return `${Array.isArray(value) ? "none" : String(value)}${range}`;
}

test("the documentation of the built-ins is what the code says", () => {
  const docs = readFileSync(DOCS, "utf8");
  const between = docs.split(/<!-- built-ins: from the code -->|<!-- end -->/)[1];
  expect(between).toBe(`\n\n${BUILTINS.map(section).join("\n")}\n`);
});
