import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadInstallationSecrets, readInstallationSecrets } from "./installation-secrets.ts";

const dirs: string[] = [];
const withMore = (more: string): string => `{"tokenSecret":"${"t".repeat(43)}",${more}}`;

function aDirectory(): string {
  const dir = mkdtempSync(join(tmpdir(), "usher-secrets-"));
  dirs.push(dir);
  return dir;
}

afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

test("made once, kept, and readable by this user only", () => {
  const dir = aDirectory();
  const secrets = loadInstallationSecrets(dir);
  expect(Buffer.from(secrets.tokenSecret, "base64url")).toHaveLength(32);
  expect(secrets.sealKeys.map((key) => Buffer.from(key, "base64url").length)).toEqual([32]);
  expect(secrets.adminKey).toMatch(/^ak_live_/);
  expect(loadInstallationSecrets(dir)).toEqual(secrets);
  expect(statSync(join(dir, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(["secrets.json"]);
  expect(loadInstallationSecrets(aDirectory()).tokenSecret).not.toBe(secrets.tokenSecret);
});

test("a file of an earlier version keeps its token secret and gets what it lacks", () => {
  const dir = aDirectory();
  const tokenSecret = "t".repeat(43);
  writeFileSync(join(dir, "secrets.json"), `${JSON.stringify({ tokenSecret })}\n`);
  const secrets = loadInstallationSecrets(dir);
  expect(secrets).toMatchObject({ tokenSecret, sealKeys: [expect.any(String)], adminKey: expect.any(String) });
  expect(loadInstallationSecrets(dir)).toEqual(secrets);
  expect(readdirSync(dir)).toEqual(["secrets.json"]);
  expect(statSync(join(dir, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("reading alone makes nothing", () => {
  const dir = aDirectory();
  expect(readInstallationSecrets(dir)).toBeUndefined();
  expect(readdirSync(dir)).toEqual([]);
});

test.each([
  "",
  "{",
  "null",
  "{}",
  '{"tokenSecret":"short"}',
  '{"tokenSecret":7}',
  withMore('"sealKeys":[]'),
  withMore('"sealKeys":["x"]'),
  withMore('"adminKey":"ak_live_x"'),
])("a damaged file is reported, not replaced: %j", (text) => {
  const dir = aDirectory();
  writeFileSync(join(dir, "secrets.json"), text);
  expect(() => loadInstallationSecrets(dir)).toThrow(expect.objectContaining({ code: "secrets_invalid" }));
});
