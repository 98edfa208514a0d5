import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@usher/server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfigFile } from "../read-config-file.ts";
import { runCliIn } from "../run-cli.ts";
import { recordingContext } from "../testing/recording-context.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-init-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function usher(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const context = recordingContext({ cwd: folder });
  const code = await runCliIn(context, argv);
  return { code, out: context.printed.join("\n"), err: context.errors.join("\n") };
}

test("init writes a configuration that loads, and says what goes into the page", async () => {
  const { code, out, err } = await usher("init", "shop", "--origin", "http://localhost:5173");
  expect([code, err]).toEqual([0, ""]);
  const file = await readConfigFile(join(folder, "usher.config.ts"));
  const { products } = loadConfig({ file, environment: {}, flags: {} });
  expect(products).toMatchObject([{ id: "shop", origins: ["http://localhost:5173"], triggers: [expect.anything()] }]);
  expect(out).toContain(`key: "${products[0]?.publishableKeys[0]}"`);
});

test("init makes another key each time", async () => {
  const first = await usher("init");
  rmSync(join(folder, "usher.config.ts"));
  expect((await usher("init")).out).not.toBe(first.out);
});

test("init overwrites nothing", async () => {
  await usher("init", "shop");
  const { code, err } = await usher("init", "other");
  expect(code).toBe(1);
  expect(err).toContain("Nothing was written");
  expect(err).toContain("usher.config.ts is there already");
});

test.each([
  [["init", "my app"], '"my app" is no id'],
  [["init", "shop", "--origin", "localhost:3000"], '"localhost:3000" is no origin'],
  [["init", "shop", "--origin", "http://localhost:3000/shop"], "is no origin"],
])("%j says what is wrong, and writes nothing", async (argv, words) => {
  const { code, err } = await usher(...argv);
  expect(code).toBe(1);
  expect(err).toContain(words);
  expect((await usher("init")).code).toBe(0);
});
