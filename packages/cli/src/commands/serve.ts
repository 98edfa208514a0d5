import { resolve } from "node:path";
import { UsherError } from "@usher/core";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { findConfigFile, readConfigFile } from "../read-config-file.ts";
import { runServer } from "../run-server.ts";
import { addServerOptions, type ServerOptions, toServerFlags } from "../server-options.ts";

const EXAMPLES = `
Settings come from, later ones winning: defaults, usher.config.ts, environment (USHER_*, also from .env), options.

Examples:
  usher serve
  usher serve --port 9000 --data-dir /var/lib/usher
  usher serve --config ./config/usher.config.ts
  USHER_LOG_LEVEL=warn usher serve --host 0.0.0.0`;

/** `usher serve`: the server of a project, configured by ./usher.config.ts when there is one. */
export function addServe(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  addServerOptions(program.command("serve"))
    .description("run the server")
    .addHelpText("after", EXAMPLES)
    .action(async (options: ServerOptions) => done(await serve(context, options)));
}

async function serve(context: CliContext, options: ServerOptions): Promise<number> {
  const path = options.config === undefined ? findConfigFile(context.cwd) : resolve(context.cwd, options.config);
  if (path === undefined) {
    throw new UsherError(
      "config_not_found",
      `There is no usher.config.ts in ${context.cwd}. Create one that exports defineConfig({ products: [...] }), or name one with --config.`,
    );
  }
  const file = await readConfigFile(path);
  const config = context.loadConfig({ file, environment: context.environment, flags: toServerFlags(options) });
  return runServer(context, config, (url) => context.print(`ready ${url}`));
}
