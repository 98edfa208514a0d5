import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import * as core from "@usher/core";
import { UsherError } from "@usher/core";
import * as server from "@usher/server";
import { loadConfig } from "c12";

/**
 * Reads a config file (TypeScript or JavaScript, one default export) without judging what it says.
 * @param path Absolute.
 */
export async function readConfigFile(path: string): Promise<unknown> {
  if (!existsSync(path)) {
    throw new UsherError("config_not_found", `There is no config file at ${path}. Correct the path after --config.`);
  }
  try {
    const { config } = await loadConfig({
      cwd: dirname(path),
      configFile: basename(path),
      rcFile: false,
      globalRc: false,
      packageJson: false,
      dotenv: false,
      extend: false,
      envName: false,
      // A single file is read, so there is nothing to merge: triggers and adapters arrive as the objects they are.
      merger: (...sources) => sources.find((source) => source != null) ?? {},
      // The file's imports are this process's own modules: no second copy, and no need to have them installed beside it.
      jitiOptions: { virtualModules: { "@usher/core": core, "@usher/server": server } },
    });
    return config;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsherError("config_unreadable", `${path} could not be loaded: ${reason}`, { cause: error });
  }
}

/** The config file of a project, when it has one. */
export function findConfigFile(cwd: string): string | undefined {
  return ["usher.config.ts", "usher.config.mts", "usher.config.js", "usher.config.mjs"]
    .map((name) => resolve(cwd, name))
    .find((path) => existsSync(path));
}
