import { expect, test } from "vitest";
import { ConfigError, loadConfig } from "./load-config.ts";

function problemsOf(file: unknown): readonly string[] {
  try {
    loadConfig({ file, environment: {}, flags: {} });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ path, detail }) => `${path}: ${detail}`);
  }
}

test("what a product lacks is named at once, each with what to write", () => {
  const missing = [
    'products[0].publishableKeys: list the keys that pages use, e.g. ["pk_live_acme"]',
    'products[0].origins: list the origins whose pages may use the key, e.g. ["https://app.example.com"]',
    "products[0].triggers: list the triggers, in order of preference; [] for none",
  ];
  expect(problemsOf({ products: [{ id: "acme" }] })).toEqual(missing);
  const empty = { id: "acme", publishableKeys: [], origins: [], triggers: [] };
  expect(problemsOf({ products: [empty] })).toEqual(missing.slice(0, 2));
});
