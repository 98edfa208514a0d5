import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadInstallationSecrets } from "./installation-secrets.ts";

const dirs: string[] = [];

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
  const { tokenSecret } = loadInstallationSecrets(dir);
  expect(Buffer.from(tokenSecret, "base64url")).toHaveLength(32);
  expect(loadInstallationSecrets(dir)).toEqual({ tokenSecret });
  expect(statSync(join(dir, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(["secrets.json"]);
  expect(loadInstallationSecrets(aDirectory()).tokenSecret).not.toBe(tokenSecret);
});

test.each(["", "{", "null", "{}", '{"tokenSecret":"short"}', '{"tokenSecret":7}'])(
  "a damaged file is reported, not replaced: %j",
  (text) => {
    const dir = aDirectory();
    writeFileSync(join(dir, "secrets.json"), text);
    expect(() => loadInstallationSecrets(dir)).toThrow(expect.objectContaining({ code: "secrets_invalid" }));
  },
);
