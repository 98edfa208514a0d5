import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { StaticFiles } from "@usher/server";

const { resolve } = createRequire(import.meta.url);

/** Folder of the page SDK as pages load it without a bundler, absolute. */
export function pageSdkFolder(): string {
  return join(dirname(resolve("@usher/browser/package.json")), "bundle");
}

/** The page SDK at `/sdk/usher.js`, for pages of every site: it is no secret, and works only with a product's key. */
export function pageSdkFiles(): StaticFiles {
  return { path: "/sdk", dir: pageSdkFolder(), anyOrigin: true };
}

/**
 * A configuration file's content with the page SDK added to what is served. What the file itself serves there wins; what
 * is no configuration is left to whoever reports that.
 */
export function withPageSdk(file: unknown): unknown {
  if (typeof file !== "object" || file === null || !existsSync(pageSdkFolder())) return file;
  const { staticFiles = [] } = file as { readonly staticFiles?: unknown };
  return Array.isArray(staticFiles) ? { ...file, staticFiles: [...staticFiles, pageSdkFiles()] } : file;
}
