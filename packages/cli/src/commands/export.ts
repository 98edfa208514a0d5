import { open, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { UsherError } from "@usher/core";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { openPrivateDesk, type PrivateOptions } from "../privacy/open-private-desk.ts";
import { addPrivateOptions } from "./privacy.ts";

const EXAMPLES = `
JSON Lines: {"table":…,"row":…} for every row; the last line is {"manifest":…} with the counts. An export without it is
not whole.

Examples:
  usher export --product acme --out acme.jsonl
  usher export --product acme --user ada > ada.jsonl`;

const PROGRESS_EVERY = 10_000;
const BUFFERED_CHARS = 256 * 1_024;

interface ExportOptions extends PrivateOptions {
  readonly out?: string;
}

/** `usher export`: everything that is kept, of a product or of one user. */
export function addExport(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  addPrivateOptions(program.command("export"))
    .description("write out everything that is kept, of a product or of one user")
    .option("--user <id>", "only this user")
    .option("--out <file>", "file to write (default: standard output)")
    .addHelpText("after", EXAMPLES)
    .action(async (options: ExportOptions) => {
      const desk = await openPrivateDesk(context, options);
      try {
        const out = options.out === undefined ? undefined : resolve(context.cwd, options.out);
        const lines = wholeLines(desk.export(options.user));
        const count = await (out === undefined ? print(context, lines) : write(context, lines, out));
        context.printError(`${count} rows${out === undefined ? "" : ` in ${out}`}`);
        done(0);
      } finally {
        await desk.close();
      }
    });
}

/** Lines without their breaks. Throws when the last one is no manifest, or one that counts otherwise. */
async function* wholeLines(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let rest = "";
  let last = "";
  let count = 0;
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      last = line;
      count += 1;
      yield line;
    }
  }
  const total = last.startsWith('{"manifest":') && rest === "" ? JSON.parse(last).manifest.total : undefined;
  if (total !== count - 1) {
    throw new UsherError("export_incomplete", "The export broke off: its last line is missing. Run the command again.");
  }
}

async function print(context: CliContext, lines: AsyncIterable<string>): Promise<number> {
  let count = -1;
  for await (const line of lines) {
    context.print(line);
    count = noteLine(context, count);
  }
  return count;
}

/** Beside the file first: what has its name is whole. Readable by this user only. */
async function write(context: CliContext, lines: AsyncIterable<string>, path: string): Promise<number> {
  const draft = `${path}.part`;
  const file = await open(draft, "w", 0o600);
  let count = -1;
  let text = "";
  try {
    for await (const line of lines) {
      text += `${line}\n`;
      count = noteLine(context, count);
      if (text.length < BUFFERED_CHARS) continue;
      await file.appendFile(text);
      text = "";
    }
    await file.appendFile(text);
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(draft, path);
  return count;
}

/** Counts rows: the manifest is none. */
function noteLine(context: CliContext, count: number): number {
  const next = count + 1;
  if (next > 0 && next % PROGRESS_EVERY === 0) context.printError(`${next} rows …`);
  return next;
}
