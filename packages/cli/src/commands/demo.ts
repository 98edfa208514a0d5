import { resolve } from "node:path";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { demoConfig } from "../demo-config.ts";
import { findDemoFiles } from "../demo-files.ts";
import { readConfigFile } from "../read-config-file.ts";
import { removeData } from "../remove-data.ts";
import { runServer } from "../run-server.ts";
import { addServerOptions, type ServerOptions, toServerFlags } from "../server-options.ts";

const EXAMPLES = `
Examples:
  usher demo
  usher demo --port 9000
  usher demo --fresh                forget what earlier runs learned
  usher demo --data-dir /tmp/usher-demo`;

interface DemoOptions extends ServerOptions {
  readonly fresh?: boolean;
}

/** `usher demo`: the projects app with Usher in it, on one address. */
export function addDemo(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  addServerOptions(program.command("demo"))
    .description("run the example app with Usher in it")
    .option("--fresh", "delete the demo's data first")
    .addHelpText("after", EXAMPLES)
    .action(async (options: DemoOptions) => done(await demo(context, options)));
}

async function demo(context: CliContext, options: DemoOptions): Promise<number> {
  const files = findDemoFiles();
  const path = options.config === undefined ? files.config : resolve(context.cwd, options.config);
  const config = context.loadConfig({
    file: demoConfig(await readConfigFile(path), files),
    environment: context.environment,
    flags: toServerFlags(options),
  });
  const dataDir = resolve(context.cwd, config.dataDir);
  if (options.fresh) removeData(dataDir);
  return runServer(context, config, ({ url }) => {
    context.print(`ready ${url}

Try it: open the address above and edit three projects one by one.
        Usher notices and offers to show the bulk edit.
Data:   ${dataDir} (start over with --fresh)
Stop:   Ctrl-C`);
  });
}
