import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

/** The workspace's root folder. */
export const ROOT: string = fileURLToPath(new URL("..", import.meta.url));

export interface SourceImport {
  /** As written, e.g. `./x.ts`, `@usher/core`, `node:fs`. */
  readonly from: string;
  /** The imported file, relative to the root; undefined for packages. */
  readonly file: string | undefined;
  /** Erased by the compiler. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  readonly imports: readonly SourceImport[];
  /** `export * from`, without a name. */
  readonly reExportsAll: boolean;
}

const SKIPPED_FOLDERS = new Set(["node_modules", "dist", "bundle", "fixtures", "__fixtures__"]);

/** TypeScript sources below the folders (relative to the root), tests and contract suites left out. */
export function readSources(folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) => listFiles(join(ROOT, folder)))
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|test-d|spec|contract|d)\.tsx?$/.test(path))
    .map((path) => parseSource(relative(ROOT, path).split(sep).join("/"), readFileSync(path, "utf8")));
}

/** Reads one source's imports. `path` is relative to the root. */
export function parseSource(path: string, text: string): Source {
  const { module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const toImport = (from: string, typeOnly: boolean): SourceImport => ({
    from,
    file: from.startsWith(".") ? posix.join(posix.dirname(path), from) : undefined,
    typeOnly,
  });
  const exports = module.staticExports.flatMap((statement) => statement.entries);
  return {
    path,
    text,
    lineCount: text.trimEnd().split("\n").length,
    imports: [
      ...module.staticImports.map(({ moduleRequest, entries }) =>
        toImport(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType)),
      ),
      ...exports.flatMap((entry) => (entry.moduleRequest ? [toImport(entry.moduleRequest.value, entry.isType)] : [])),
      ...module.dynamicImports.flatMap(({ moduleRequest }) => {
        const literal = /^["']([^"']+)["']$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
        return literal === undefined ? [] : [toImport(literal, false)];
      }),
    ],
    reExportsAll: exports.some((entry) => entry.importName.kind === "AllButDefault" && !entry.isType),
  };
}

/** The names of the workspace packages below `packages/`. */
export function listPackages(): readonly string[] {
  return readdirSync(join(ROOT, "packages"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** The package that an import names: `@usher/core/schema` → `@usher/core`; undefined for files. */
export function packageOf(from: string): string | undefined {
  if (from.startsWith(".") || from.startsWith("/")) return undefined;
  const parts = from.split("/");
  return from.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [join(folder, entry.name)];
    return SKIPPED_FOLDERS.has(entry.name) ? [] : listFiles(join(folder, entry.name));
  });
}
