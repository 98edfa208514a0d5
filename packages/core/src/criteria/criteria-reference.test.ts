import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BUILTINS } from "../triggers/builtin/index.ts";
import { criteriaReference, triggerReference } from "./criteria-reference.ts";
import { describeCriteria } from "./describe-criteria.ts";
import { LEAF_TYPES } from "./leaves/index.ts";
import { parseCriteria } from "./parse-criteria.ts";
import { parseTriggerFile } from "./parse-trigger-file.ts";

const LEAVES = join(import.meta.dirname, "leaves");
const DOCS = join(import.meta.dirname, "../../../../docs/criteria.md");

test("every file of a leaf is registered, under the file's name", () => {
  const files = readdirSync(LEAVES).filter((name) => name !== "index.ts");
  const named = LEAF_TYPES.map(({ type }) => `${type.replaceAll("_", "-")}.ts`);
  expect(named.sort()).toEqual(files.sort());
});

describe.each(LEAF_TYPES.map((leaf) => [leaf.type, leaf] as const))("%s", (type, leaf) => {
  test("its example is valid and has words", () => {
    expect(leaf.example.type).toBe(type);
    expect(parseCriteria(leaf.example)).toMatchObject({ ok: true });
    expect(describeCriteria(leaf.example)).toMatch(/\S/);
  });

  test("its fields leave the names of the language alone", () => {
    const reserved = ["all", "any", "not", "operator", "type", "builtin", "id", "name"];
    expect(Object.keys(leaf.fields).filter((name) => reserved.includes(name))).toEqual([]);
  });
});

test.each(BUILTINS.map(({ id }) => id))("%s can be a condition", (id) => {
  const builtin = BUILTINS.find((each) => each.id === id);
  const params = Object.fromEntries(
    Object.entries(builtin?.parameters ?? {}).flatMap(([name, { required, type }]) =>
      required
        ? [[name, type === "action" ? { label: "a" } : type === "page" ? "/a" : type === "texts" ? ["a"] : "a"]]
        : [],
    ),
  );
  expect(parseCriteria({ builtin: id, params })).toMatchObject({ ok: true });
});

const docs = readFileSync(DOCS, "utf8");
const blocksOf = (kind: string) =>
  Array.from(docs.matchAll(new RegExp(`\`\`\`json ${kind}\\n([\\s\\S]*?)\`\`\``, "g")), ([, text]) =>
    JSON.parse(text ?? ""),
  );

test("the documentation prints exactly the leaves and the fields there are", () => {
  expect(docs).toContain(criteriaReference());
  expect(docs).toContain(triggerReference());
});

test("the examples of the documentation are valid", () => {
  const [criteria, documents] = [blocksOf("criteria"), blocksOf("document")];
  expect([criteria.length, documents.length]).not.toContain(0);
  for (const json of criteria) expect(parseCriteria(json)).toMatchObject({ ok: true });
  for (const json of documents) expect(parseTriggerFile(json)).toMatchObject({ ok: true });
});
