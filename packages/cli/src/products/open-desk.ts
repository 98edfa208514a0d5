import { resolve } from "node:path";
import { UsherError } from "@usher/core";
import type { ProductDesk, ResolvedConfig } from "@usher/server";
import type { CliContext } from "../cli-context.ts";
import { findConfigFile, readConfigFile } from "../read-config-file.ts";
import { askServer } from "./ask-server.ts";
import { openWhereKept } from "./open-where-kept.ts";

/** What the commands about products share on the command line. */
export interface DeskOptions {
  readonly host?: string;
  readonly adminKey?: string;
  readonly config?: string;
  readonly dataDir?: string;
  readonly publicUrl?: string;
}

/**
 * Where products are kept: the server that `--host` names, the one that owns the data folder, or else the folder itself.
 * @param create Whether a folder that is not there may be made.
 */
export async function openDesk(context: CliContext, options: DeskOptions, create: boolean): Promise<ProductDesk> {
  if (options.host !== undefined) return askServer({ url: options.host, key: adminKeyOf(context, options) });
  const config = await loadOptionalConfig(context, options);
  return openWhereKept(context, config, {
    openFolder: (folder) => context.openProducts(folder, { create }),
    askServer: (local) => askServer(local),
  });
}

/** The configuration in force; without a config file, that of the environment and the options. */
export async function loadOptionalConfig(
  context: CliContext,
  { config: path, dataDir, publicUrl }: DeskOptions,
): Promise<ResolvedConfig> {
  const found = path === undefined ? findConfigFile(context.cwd) : resolve(context.cwd, path);
  const config = context.loadConfig({
    file: found === undefined ? {} : await readConfigFile(found),
    environment: { ...context.environment, ...(publicUrl === undefined ? {} : { USHER_PUBLIC_URL: publicUrl }) },
    flags: dataDir === undefined ? {} : { dataDir },
  });
  return { ...config, dataDir: resolve(context.cwd, config.dataDir) };
}

function adminKeyOf(context: CliContext, { adminKey }: DeskOptions): string {
  const key = adminKey ?? context.environment.USHER_ADMIN_KEY;
  if (key !== undefined) return key;
  throw new UsherError("option_missing", "Give the server's admin key: --admin-key or USHER_ADMIN_KEY.");
}
