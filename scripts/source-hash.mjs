// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const SKIPPED_FOLDERS = new Set(["node_modules", "dist", "bundle"]);
const SKIPPED_FILES = /\.(test|spec|contract)\.tsx?$/;

/**
 * A hash that changes when any file that could change a build's output does: names and contents, tests left out.
 * @param {string} root Absolute path; names count relative to it.
 * @param {readonly string[]} paths Files or folders below it. A missing one is part of the answer too.
 * @returns {string}
 */
export function sourceHash(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    const absolute = join(root, path);
    if (!existsSync(absolute)) hash.update(`missing ${path}\n`);
    else
      for (const file of listFiles(absolute)) {
        hash.update(`${relative(root, file).split(sep).join("/")}\0`);
        hash.update(readFileSync(file));
        hash.update("\0");
      }
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]} Sorted, so that the order of a directory listing does not matter.
 */
function listFiles(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? !SKIPPED_FOLDERS.has(entry.name) : !SKIPPED_FILES.test(entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => listFiles(join(path, entry.name)));
}
