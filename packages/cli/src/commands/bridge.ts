import { relative, resolve } from "node:path";
import { UsherError } from "@usher/core";
import type { Command } from "commander";
import { writeRasaFiles } from "../bridge/write-rasa-files.ts";
import type { CliContext } from "../cli-context.ts";

const EXAMPLES = `
Examples:
  usher bridge rasa init
  usher bridge rasa init --dir bot
  usher bridge rasa init --force        overwrite what is there`;

interface InitOptions {
  readonly dir: string;
  readonly force?: boolean;
}

/** `usher bridge rasa init`: the Rasa half of the bridge, as files. */
export function addBridge(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const bridge = program.command("bridge").description("set up vendors' chats").helpCommand(false);
  bridge
    .command("rasa")
    .description("Rasa 3.6")
    .helpCommand(false)
    .command("init")
    .description("write a Rasa bot that says what Usher sends and asks Usher what to answer")
    .option("--dir <folder>", "where to write it", "rasa-bot")
    .option("--force", "overwrite files that are there")
    .addHelpText("after", EXAMPLES)
    .action((options: InitOptions) => done(init(context, options)));
}

function init(context: CliContext, { dir, force = false }: InitOptions): number {
  const folder = resolve(context.cwd, dir);
  const result = writeRasaFiles(folder, force);
  if (result.type === "taken") {
    const names = result.files.map((file) => `  ${file}`).join("\n");
    throw new UsherError("files_exist", `Nothing was written: ${dir} already has\n${names}\nOverwrite with --force.`);
  }
  const shown = relative(context.cwd, folder) || ".";
  context.print(`wrote ${result.files.length} files to ${shown}

Next:
  cd ${shown} && cp .env.example .env        then fill it in
  docker compose run --rm --no-deps rasa train
  docker compose up -d
README.md there says what goes into usher.config.ts and into the page.`);
  return 0;
}
