import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEnvironment } from "./read-environment.ts";

test("a .env file adds variables; those of the process win; the process's own stay untouched", async () => {
  const folder = mkdtempSync(join(tmpdir(), "usher-env-"));
  writeFileSync(join(folder, ".env"), "USHER_PORT=1\nUSHER_LLM_API_KEY=a$b\n# USHER_HOST=x\n");
  const given = { USHER_PORT: "2" };
  expect(await readEnvironment(folder, given)).toMatchObject({ USHER_PORT: "2", USHER_LLM_API_KEY: "a$b" });
  expect(await readEnvironment(folder, given)).not.toHaveProperty("USHER_HOST");
  expect(given).toEqual({ USHER_PORT: "2" });
  expect(await readEnvironment(join(folder, "nowhere"), given)).toMatchObject({ USHER_PORT: "2" });
  rmSync(folder, { recursive: true });
});
