import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TEMPLATE = fileURLToPath(new URL("../../assets/rasa", import.meta.url));

export type Written =
  | { readonly type: "written"; readonly files: readonly string[] }
  /** Files that are there already: nothing was written. */
  | { readonly type: "taken"; readonly files: readonly string[] };

/** Writes a Rasa bot into a folder: all of it or, when something is in the way, nothing. */
export function writeRasaFiles(folder: string, force: boolean): Written {
  const files = rasaFiles();
  const taken = files.filter((file) => existsSync(join(folder, file)));
  if (taken.length > 0 && !force) return { type: "taken", files: taken };
  for (const file of files) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(join(TEMPLATE, file)));
  }
  return { type: "written", files };
}

/** Relative paths with slashes, sorted. */
export function rasaFiles(): readonly string[] {
  return readdirSync(TEMPLATE, { recursive: true, encoding: "utf8" })
    .filter((file) => !file.includes("__pycache__") && statSync(join(TEMPLATE, file)).isFile())
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
}
