import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { samplePath, sampleTrigger } from "@usher/core/testing";
import { afterAll, describe, expect, test } from "vitest";
import type { ProductConfig, ResolvedConfig } from "./config.ts";
import { ConfigError, loadConfig } from "./load-config.ts";

const folder = mkdtempSync(join(tmpdir(), "usher-triggers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(product: Partial<Record<keyof ProductConfig, unknown>>): ResolvedConfig {
  const base = { id: "app", publishableKeys: ["pk_test_app"], origins: ["self"], triggers: [] };
  return loadConfig({ file: { products: [{ ...base, ...product }] }, environment: {}, flags: {} });
}

function problemsOf(product: Partial<Record<keyof ProductConfig, unknown>>): readonly string[] {
  try {
    load(product);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ path }) => path);
  }
}

function write(name: string, json: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof json === "string" ? json : JSON.stringify(json));
  return path;
}

const json = {
  id: "from_json",
  page: "/projects",
  when: { type: "dwell", for_s: 60 },
  until: { type: "happened", label: "apply to" },
  howTo: samplePath.id,
  offer: { body: "Shall I show you?" },
};

describe("triggers of a product", () => {
  test("come from code, from JSON and from files, in this order", () => {
    const file = write("more.json", [{ ...json, id: "from_file" }]);
    const { products } = load({ triggers: [json, sampleTrigger()], triggerFiles: [file] });
    expect(products[0]?.triggers.map(({ id }) => id)).toEqual(["from_json", "bulk_edit_opportunity", "from_file"]);
    expect(products[0]?.triggers.every(({ when }) => typeof when === "function")).toBe(true);
  });

  test("may name the product's golden paths", () => {
    const { id: _, ...steps } = samplePath;
    const { products } = load({ paths: { other: steps }, triggers: [{ ...json, howTo: "other" }] });
    expect(products[0]?.triggers[0]?.howTo.id).toBe("other");
  });

  test("a path that only conditions speak of is in force, too", () => {
    const { id: _, ...steps } = samplePath;
    const when = { type: "strayed", path: "spoken-of" };
    const file = write("spoken-of.json", { paths: { "spoken-of": steps }, triggers: [{ ...json, when }] });
    const { products } = load({ paths: { [samplePath.id]: steps }, triggerFiles: [file] });
    expect(products[0]?.paths.map(({ id }) => id)).toEqual(["spoken-of", samplePath.id]);
  });
});

describe("one defect refuses the configuration, and every defect is named", () => {
  test("wherever it was written", () => {
    const file = write("broken.json", { triggers: [{ ...json, when: { all: [{ type: "dwell", forS: 1 }] } }] });
    const problems = problemsOf({
      triggers: [sampleTrigger(), { ...json, cooldown: 5 }, { ...sampleTrigger(), cooldownS: -1 }, "dwell"],
      paths: { bad: {} },
      triggerFiles: [file, join(folder, "missing.json"), write("cut.json", "[{")],
      policy: { perDay: 0 },
    });
    const expected = [
      "products[0].triggers[2].cooldownS",
      "products[0].policy.perDay",
      "products[0].triggers[1].cooldown",
      "products[0].triggers[2].id",
      "products[0].triggers[3]",
      "products[0].paths.bad.title",
      `${file}#triggers[0].when.all[0].forS`,
      `${file}#triggers[0].when.all[0].for_s`,
      "products[0].triggerFiles[1]",
      "products[0].triggerFiles[2]",
    ];
    for (const path of expected) expect(problems).toContain(path);
  });

  test("ids are unique across code, JSON and files", () => {
    const file = write("same.json", [json]);
    expect(problemsOf({ triggers: [json, json, sampleTrigger()], triggerFiles: [file] })).toEqual([
      "products[0].triggers[1].id",
      `${file}#triggers.from_json.id`,
    ]);
  });

  test.each([[null], ["app"], [{ triggers: "all" }], [{ triggerFiles: [7] }], [{ paths: [] }]])(
    "a product that is %j is an error, not a crash",
    (product) => {
      const file = { products: [product] };
      expect(() => loadConfig({ file, environment: {}, flags: {} })).toThrow(ConfigError);
    },
  );
});
