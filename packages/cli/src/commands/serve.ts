import { resolve } from "node:path";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { withPageSdk } from "../page-sdk.ts";
import { findConfigFile, readConfigFile } from "../read-config-file.ts";
import { runServer } from "../run-server.ts";
import { addServerOptions, type ServerOptions, toServerFlags } from "../server-options.ts";

const EXAMPLES = `
Settings come from, later ones winning: defaults, usher.config.ts, environment (USHER_*, also from .env), options.
None is needed: products can be made while the server runs (usher product create).

Examples:
  usher serve
  usher serve --port 9000 --data-dir /var/lib/usher
  usher serve --config ./config/usher.config.ts
  USHER_LOG_LEVEL=warn usher serve --host 0.0.0.0`;

const DEFAULT_DATA_DIR = ".usher";

/** `usher serve`: the server of a project, configured by ./usher.config.ts when there is one. */
export function addServe(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  addServerOptions(program.command("serve"))
    .description("run the server")
    .addHelpText("after", EXAMPLES)
    .action(async (options: ServerOptions) => done(await serve(context, options)));
}

async function serve(context: CliContext, options: ServerOptions): Promise<number> {
  const path = options.config === undefined ? findConfigFile(context.cwd) : resolve(context.cwd, options.config);
  const file = path === undefined ? {} : await readConfigFile(path);
  const config = context.loadConfig({
    file: withPageSdk(file),
    environment: context.environment,
    flags: toServerFlags(options),
  });
  return runServer(context, config, ({ url, productCount }) => {
    context.print(`ready ${url}`);
    if (productCount === 0) context.print(firstSteps(context.cwd, config.dataDir));
  });
}

/** A server without a product answers nobody: what to do is said where it was started. */
function firstSteps(cwd: string, dataDir: string): string {
  const option = dataDir === DEFAULT_DATA_DIR ? "" : ` --data-dir ${quoted(dataDir)}`;
  return `
There is no product yet. In another terminal:

  usher product create my-app --origin http://localhost:3000${option}

It prints the keys for your pages and servers; they work at once. Triggers and golden paths are
written in usher.config.ts; \`usher init\` writes a first one.
Data: ${resolve(cwd, dataDir)}`;
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
