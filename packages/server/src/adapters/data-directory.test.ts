import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { openDataDirectory, takeDataDirectory } from "./data-directory.ts";

const HOLDER = fileURLToPath(new URL("./__fixtures__/hold-directory.mjs", import.meta.url));

const roots: string[] = [];
const children: ChildProcess[] = [];

function aPath(): string {
  const root = mkdtempSync(join(tmpdir(), "usher-data-"));
  roots.push(root);
  return join(root, "nested", "data");
}

/** A second process that tries to take the directory, and what it said about it. */
async function anotherProcess(path: string): Promise<{ child: ChildProcess; answer: Record<string, string> }> {
  const child = spawn(process.execPath, [HOLDER, path], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const [line] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line");
  return { child, answer: JSON.parse(line) };
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

test("the directory is made for this user only and names its owner", () => {
  const path = aPath();
  const directory = openDataDirectory(path);
  expect(directory.dir).toBe(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(JSON.parse(readFileSync(join(path, "owner.json"), "utf8"))).toMatchObject({ pid: process.pid });
  directory.close();
  directory.close();
  expect(readdirSync(path)).toEqual(["owner.lock"]);
});

test("within one process, too, it is given once at a time", () => {
  const path = aPath();
  const directory = openDataDirectory(path);
  expect(() => openDataDirectory(path)).toThrow(expect.objectContaining({ code: "data_dir_locked" }));
  directory.close();
  openDataDirectory(path).close();
});

test("a command that holds it for a moment is waited for; a server is not", async () => {
  const path = aPath();
  const command = openDataDirectory(path, { isBrief: true });
  const waiting = takeDataDirectory(path, 60_000);
  expect(() => openDataDirectory(path)).toThrow(expect.objectContaining({ code: "data_dir_locked" }));
  command.close();
  const server = await waiting;
  await expect(takeDataDirectory(path, 60_000)).rejects.toMatchObject({ code: "data_dir_locked" });
  server.close();
});

test("patience ends", async () => {
  const path = aPath();
  const command = openDataDirectory(path, { isBrief: true });
  await expect(takeDataDirectory(path, 0)).rejects.toMatchObject({ code: "data_dir_locked" });
  command.close();
});

test("another process is told who holds it and what to do", async () => {
  const path = aPath();
  const directory = openDataDirectory(path);
  const { answer } = await anotherProcess(path);
  expect(answer.code).toBe("data_dir_locked");
  expect(answer.message).toContain(`process ${process.pid}`);
  expect(answer.message).toContain("--data-dir");
  directory.close();
  expect((await anotherProcess(path)).answer).toEqual({ held: path });
});

test("a holder that was killed leaves nothing to clear away", async () => {
  const path = aPath();
  const { child, answer } = await anotherProcess(path);
  expect(answer).toEqual({ held: path });
  expect(() => openDataDirectory(path)).toThrow(`process ${child.pid}`);
  child.kill("SIGKILL");
  await once(child, "exit");
  openDataDirectory(path).close();
});

test("a path that cannot be a directory is reported with its name", () => {
  const path = aPath();
  openDataDirectory(path).close();
  const file = join(path, "owner.lock");
  expect(() => openDataDirectory(join(file, "below"))).toThrow(expect.objectContaining({ code: "data_dir_unusable" }));
});
