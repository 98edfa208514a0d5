import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addBacktest } from "./commands/backtest.ts";
import { addBridge } from "./commands/bridge.ts";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExplain } from "./commands/explain.ts";
import { addExport } from "./commands/export.ts";
import { addInit } from "./commands/init.ts";
import { addKnowledge } from "./commands/knowledge.ts";
import { addPaths } from "./commands/paths.ts";
import { addPrivacy } from "./commands/privacy.ts";
import { addProduct } from "./commands/product.ts";
import { addRecorder } from "./commands/recorder.ts";
import { addReplay } from "./commands/replay.ts";
import { addServe } from "./commands/serve.ts";
import { addTail } from "./commands/tail.ts";
import { addWebhook } from "./commands/webhook.ts";
import { explainFailure } from "./explain-failure.ts";
import { processContext } from "./process-context.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { readonly version: string };

/**
 * Runs the `usher` command.
 * @param argv Arguments after the program's name, e.g. `["serve", "--port", "9000"]`.
 * @returns The exit code: 0 when all went well, including a requested stop; 1 otherwise. Failures are already printed.
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  return runCliIn(await processContext(), argv);
}

/** `runCli` in a context of the caller's choice. */
export async function runCliIn(context: CliContext, argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command("usher")
    .description("Usher: the self-hosted engine for proactive in-app copilots.")
    .version(version, "--version", "display the version")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.printError(text.trimEnd()),
    });
  const done = (code: number): void => {
    exitCode = code;
  };
  addInit(program, context, done);
  addServe(program, context, done);
  addDemo(program, context, done);
  addProduct(program, context, done);
  addPaths(program, context, done);
  addRecorder(program, context, done);
  addTail(program, context, done);
  addDoctor(program, context, done);
  addExplain(program, context, done);
  addExport(program, context, done);
  addKnowledge(program, context, done);
  addPrivacy(program, context, done);
  addBridge(program, context, done);
  addWebhook(program, context, done);
  addReplay(program, context, done);
  addBacktest(program, context, done);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    context.printError(explainFailure(error));
    return 1;
  }
}
