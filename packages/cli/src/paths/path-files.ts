import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { type GoldenPath, parseGoldenPath, UsherError } from "@usher/core";
import { parseYAML, stringifyYAML } from "confbox/yaml";

const EXTENSIONS: readonly string[] = [".yaml", ".yml", ".json"];

/** A golden path as a file has it. */
export interface PathFile {
  readonly file: string;
  readonly path: GoldenPath;
}

/**
 * Golden paths of a folder (or of one file): YAML or JSON, one path a file; a path without an `id` is called like its file.
 * All problems of all files at once, as UsherError `path_invalid`.
 */
export function readPathFiles(place: string): readonly PathFile[] {
  const files = listFiles(place).filter((file) => EXTENSIONS.includes(extname(file)));
  const problems: string[] = [];
  const found = files.flatMap((file): PathFile[] => {
    let value: unknown;
    try {
      const text = readFileSync(file, "utf8");
      value = extname(file) === ".json" ? JSON.parse(text) : parseYAML(text);
    } catch (error) {
      problems.push(`${file}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
      return [];
    }
    const id = basename(file, extname(file));
    const parsed = parseGoldenPath(isObject(value) ? { id, ...value } : value);
    if (parsed.ok) return [{ file, path: parsed.path }];
    problems.push(...parsed.problems.map(({ path, detail }) => `${file}: ${path === "" ? "" : `${path}: `}${detail}`));
    return [];
  });
  const byId = new Map<string, string>();
  for (const { file, path } of found) {
    const other = byId.get(path.id);
    if (other !== undefined) problems.push(`${file}: ${other} has the id "${path.id}", too`);
    byId.set(path.id, file);
  }
  if (problems.length > 0) throw new UsherError("path_invalid", problems.join("\n"));
  return found;
}

export function writePathFile(folder: string, path: GoldenPath, known: readonly PathFile[]): string {
  const file = known.find((each) => each.path.id === path.id)?.file ?? join(folder, `${path.id}.yaml`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, extname(file) === ".json" ? `${JSON.stringify(path, null, 2)}\n` : pathToYaml(path));
  return file;
}

/** Whether there is such a file, and not one that was written of this path. */
export function hasOtherText(file: string, path: GoldenPath): boolean {
  return existsSync(file) && readFileSync(file, "utf8") !== pathToYaml(path);
}

/** As it is written to files and compared. */
export function pathToYaml(path: GoldenPath): string {
  const { id, title, workflow, page, steps, goal } = path;
  const ordered = { id, title, ...(workflow === undefined ? {} : { workflow }), page, goal, steps };
  return `${stringifyYAML(ordered, { lineWidth: 120, noRefs: true }).trimEnd()}\n`;
}

function listFiles(place: string): readonly string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) throw new UsherError("path_invalid", `There is no ${place}. Name the folder with --dir.`);
  if (!found.isDirectory()) return [place];
  return readdirSync(place)
    .sort()
    .map((name) => join(place, name))
    .filter((file) => statSync(file).isFile());
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
