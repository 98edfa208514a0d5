import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { loadInstallationSecrets } from "./installation-secrets.ts";
import { readLocalAdmin } from "./local-admin.ts";

const url = "http://127.0.0.1:8787";
let dir = "";
let directory: DataDirectory | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "usher-local-"));
});
afterEach(() => {
  directory?.close();
  rmSync(dir, { recursive: true, force: true });
});

test("there once the server has said where it listens, and gone when it gives the directory up", () => {
  expect(readLocalAdmin(dir)).toBeUndefined();
  directory = openDataDirectory(dir);
  const { adminKey } = loadInstallationSecrets(dir);
  expect(readLocalAdmin(dir)).toBeUndefined();
  directory.announce(url);
  expect(readLocalAdmin(dir)).toEqual({ url, key: adminKey });
  expect(statSync(join(dir, "owner.json")).mode & 0o777).toBe(0o600);
  directory.close();
  expect(readLocalAdmin(dir)).toBeUndefined();
});

test("what a killed server left behind does not count", () => {
  loadInstallationSecrets(dir);
  writeFileSync(join(dir, "owner.json"), JSON.stringify({ pid: 2 ** 30, host: hostname(), url }));
  expect(readLocalAdmin(dir)).toBeUndefined();
});

test("secrets that are damaged are reported", () => {
  writeFileSync(join(dir, "owner.json"), JSON.stringify({ pid: process.pid, host: hostname(), url }));
  writeFileSync(join(dir, "secrets.json"), "{");
  expect(() => readLocalAdmin(dir)).toThrow(expect.objectContaining({ code: "secrets_invalid" }));
});
