import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import { UsherError } from "@usher/core";
import { readSitemap } from "@usher/core/knowledge";

export interface FoundDocument {
  /** Relative to where the command was started, with forward slashes. */
  readonly name: string;
  readonly format: "markdown" | "html";
  readonly file: string;
}

export interface FoundDocuments {
  readonly documents: readonly FoundDocument[];
  /** Addresses of sitemaps for which there is no file beside the sitemap. */
  readonly missing: readonly string[];
}

const FORMATS: Readonly<Record<string, FoundDocument["format"]>> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".txt": "markdown",
  ".html": "html",
  ".htm": "html",
};
const MAX_FILES = 2_000;
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/**
 * The documents that files, folders and sitemaps name. A sitemap stands for the pages of a built site in its own folder:
 * `https://e.com/help/export` is `help/export`, `help/export.html` or `help/export/index.html` there. Nothing is fetched.
 */
export function findDocuments(cwd: string, given: readonly string[]): FoundDocuments {
  const files = new Set<string>();
  const missing: string[] = [];
  for (const each of given) {
    const path = resolve(cwd, each);
    if (!existsSync(path)) throw new UsherError("file_missing", `There is no ${each}.`);
    if (statSync(path).isDirectory()) for (const file of filesBelow(path)) files.add(file);
    else if (extname(path).toLowerCase() === ".xml") {
      const { found, absent } = pagesOf(path);
      for (const file of found) files.add(file);
      missing.push(...absent);
    } else if (formatOf(path) === undefined) {
      throw new UsherError("file_refused", `${each} is neither Markdown nor HTML nor a sitemap (.xml).`);
    } else files.add(path);
    if (files.size > MAX_FILES) throw new UsherError("file_refused", `These are more than ${MAX_FILES} documents.`);
  }
  const documents = [...files].sort().map((file) => ({
    name: relative(cwd, file).split(sep).join("/"),
    format: formatOf(file) ?? "markdown",
    file,
  }));
  return { documents, missing };
}

function formatOf(file: string): FoundDocument["format"] | undefined {
  return FORMATS[extname(file).toLowerCase()];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() && formatOf(path) !== undefined ? [path] : [];
  });
}

function pagesOf(sitemap: string): { readonly found: readonly string[]; readonly absent: readonly string[] } {
  const folder = resolve(sitemap, "..");
  const found: string[] = [];
  const absent: string[] = [];
  for (const address of readSitemap(readFileSync(sitemap, "utf8"))) {
    const file = fileOf(folder, address);
    if (file === undefined) absent.push(address);
    else found.push(file);
  }
  return { found, absent };
}

function fileOf(folder: string, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname).replace(/^\/+|\/+$/g, "");
  } catch {
    return undefined;
  }
  const inFolder = resolve(folder, path);
  // An address cannot lead out of the folder.
  if (inFolder !== folder && !inFolder.startsWith(folder + sep)) return undefined;
  const candidates = [inFolder, `${inFolder}.html`, join(inFolder, "index.html"), `${inFolder}.md`];
  return candidates.find((file) => formatOf(file) !== undefined && existsSync(file) && statSync(file).isFile());
}
