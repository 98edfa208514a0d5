import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeData } from "./remove-data.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-data-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text = "") => writeFileSync(join(folder, name), text);

test("deletes what a server left behind", () => {
  for (const name of ["usher.db", "usher.db-wal", "usher.db-shm", "secrets.json", "owner.lock"]) write(name);
  removeData(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test("a folder that is not there is fresh already", () => {
  removeData(join(folder, "nowhere"));
  expect(existsSync(join(folder, "nowhere"))).toBe(false);
});

test("touches nothing in a folder that holds anything else", () => {
  write("usher.db");
  write("thesis.odt");
  expect(() => removeData(folder)).toThrow("thesis.odt");
  expect(readdirSync(folder)).toEqual(["thesis.odt", "usher.db"]);
});

test("touches nothing while a running process owns the folder", () => {
  write("usher.db");
  write("owner.json", JSON.stringify({ pid: process.ppid }));
  expect(() => removeData(folder)).toThrow(`process ${process.ppid}`);
  expect(existsSync(join(folder, "usher.db"))).toBe(true);
});

test("an owner that is gone does not count", () => {
  write("owner.json", JSON.stringify({ pid: 2 ** 30 }));
  removeData(folder);
  expect(readdirSync(folder)).toEqual([]);
});
