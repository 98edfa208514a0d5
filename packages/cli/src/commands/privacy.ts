import { UsherError } from "@usher/core";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { type Erased, openPrivateDesk, type PrivateOptions } from "../privacy/open-private-desk.ts";

const EXAMPLES = `
Works on the data folder, and through the server when one is running on it. What was sent on to your servers and webhooks
cannot be called back.

Examples:
  usher privacy delete --product acme --user ada --yes
  USHER_ADMIN_KEY=… usher privacy delete --host https://usher.example.com --product acme --user ada --yes --json`;

interface PrivacyOptions extends PrivateOptions {
  readonly user: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `usher privacy delete`: forgets a user for good. */
export function addPrivacy(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const privacy = program
    .command("privacy")
    .description("delete what is kept of a user")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);
  addPrivateOptions(privacy.command("delete"))
    .description("delete everything of a user, and refuse what comes of them later")
    .requiredOption("--user <id>", "the user")
    .option("--yes", "really do it")
    .option("--json", "print one line of JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options: PrivacyOptions) => {
      if (options.yes !== true) {
        throw new UsherError(
          "option_missing",
          `This deletes everything of ${options.user} and cannot be undone. Look at it first with usher export --user, then repeat with --yes.`,
        );
      }
      const desk = await openPrivateDesk(context, options);
      try {
        const erased = await desk.erase(options.user);
        if (options.json) context.print(JSON.stringify(erased));
        else for (const line of erasedLines(erased)) context.print(line);
        done(0);
      } finally {
        await desk.close();
      }
    });
}

/** What the commands about people's data share on the command line. */
export function addPrivateOptions(command: Command): Command {
  return command
    .option("--product <id>", "the product; not needed when there is one")
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR)")
    .option("--config <path>", "config file to use")
    .option("--host <url>", "a server elsewhere")
    .option("--admin-key <key>", "its admin key (USHER_ADMIN_KEY)");
}

function erasedLines({ rows, sessions, scrubbed }: Erased): readonly string[] {
  const tables = Object.entries(rows).sort(([left], [right]) => (left < right ? -1 : 1));
  if (tables.length === 0) return ["Nothing was known of this user. What comes of them from now on is refused."];
  return [
    `Deleted, in ${sessions} sessions:`,
    ...tables.map(([table, count]) => `  ${table.padEnd(18)} ${count}`),
    "What comes of this user from now on is refused.",
    ...(scrubbed ? [] : ["The last bytes leave the files once nobody else reads the database; run the command again."]),
  ];
}
