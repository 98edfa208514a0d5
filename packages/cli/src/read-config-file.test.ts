import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsherError } from "@usher/core";
import { afterAll, expect, test } from "vitest";
import { findConfigFile, readConfigFile } from "./read-config-file.ts";

const folder = mkdtempSync(join(tmpdir(), "usher-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a config file outside the workspace gets this process's packages and keeps its values as they are", async () => {
  const path = join(folder, "usher.config.ts");
  writeFileSync(
    path,
    `import { UsherError } from "@usher/core";
     class Custom { readonly when = (): boolean => true; }
     export default { error: UsherError, custom: new Custom() satisfies object, list: [1, 2] };`,
  );
  const config = (await readConfigFile(path)) as { error: unknown; custom: { when(): boolean }; list: number[] };
  expect(config.error).toBe(UsherError);
  expect(config.custom.constructor.name).toBe("Custom");
  expect(config.custom.when()).toBe(true);
  expect(config.list).toEqual([1, 2]);
});

test("a project's config file is found by name", () => {
  expect(findConfigFile(folder)).toBe(join(folder, "usher.config.ts"));
  expect(findConfigFile(join(folder, "nowhere"))).toBeUndefined();
});
