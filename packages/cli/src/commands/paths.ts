import { relative, resolve } from "node:path";
import { DERIVED_TRIGGERS, type DerivedTrigger, type GoldenPath, type PathListing, UsherError } from "@usher/core";
import type { PathDesk } from "@usher/server";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { CliContext } from "../cli-context.ts";
import { importPaths } from "../paths/import-paths.ts";
import { lineDiff } from "../paths/line-diff.ts";
import { openPathDesk, type PathDeskOptions } from "../paths/open-path-desk.ts";
import { pathToYaml, readPathFiles, writePathFile } from "../paths/path-files.ts";
import { addPathsMine } from "./paths-mine.ts";

const EXAMPLES = `
Paths are files, one each: golden-paths/<id>.yaml (or .json). Nothing is in force before it is published.

Examples:
  usher paths push                        golden-paths/*.yaml become drafts
  usher paths push --publish              … and are in force at once
  usher paths diff                        what push would change
  usher paths pull                        what the store has, as files
  usher paths publish bulk-edit --trigger stuck_step --trigger skipped_step
  usher paths archive bulk-edit
  usher paths import docs/*.md --page /projects
  usher paths mine --save`;

interface Options extends PathDeskOptions {
  readonly dir: string;
  readonly json?: boolean;
  readonly publish?: boolean;
  readonly atVersion?: number;
  readonly trigger?: readonly DerivedTrigger[];
  readonly page?: readonly string[];
}

/** `usher paths push|pull|diff|list|publish|archive|import|mine`: golden paths as files, in the store, and from elsewhere. */
export function addPaths(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const paths = program
    .command("paths")
    .description("golden paths: push and pull files, publish, import, mine")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);
  const add = (name: string, description: string): Command =>
    addDeskOptions(paths.command(name)).description(description);
  const dir = new Option("--dir <folder>", "folder with the files").default("golden-paths");
  const at = (options: Options): string => resolve(context.cwd, options.dir);

  add("push", "make drafts of the files; what did not change stays as it is")
    .addOption(dir)
    .option("--publish", "put them in force at once")
    .action((options: Options) => run(options, (desk) => push(context, desk, at(options), options)));
  add("pull", "write what the store has as files")
    .addOption(dir)
    .action((options: Options) => run(options, (desk) => pull(context, desk, at(options))));
  add("diff", "show what push would change; ends with 1 when something would")
    .addOption(dir)
    .action((options: Options) => run(options, (desk) => diff(context, desk, at(options))));
  add("list", "list the paths of the store and of the configuration")
    .option("--json", "print one line of JSON")
    .action((options: Options) =>
      run(options, async (desk) => {
        const listed = await desk.list();
        if (options.json) context.print(JSON.stringify({ product_id: desk.productId, paths: listed }));
        else if (listed.length === 0) context.print("There are no paths.");
        else for (const each of listed) context.print(listingText(each));
        return 0;
      }),
    );
  add("publish <id>", "put a version in force; the one before is archived")
    .option("--at-version <number>", "which one (default: the newest)", readVersion)
    .addOption(
      new Option("--trigger <name>", "derive a trigger from it; may be repeated; `none` for none")
        .choices([...DERIVED_TRIGGERS, "none"])
        .argParser((value, before: readonly DerivedTrigger[] = []) => addTrigger(value, before)),
    )
    .action((id: string, options: Options) =>
      run(options, async (desk) => {
        const { atVersion: version, trigger: triggers } = options;
        await desk.publish(id, {
          ...(version === undefined ? {} : { version }),
          ...(triggers === undefined ? {} : { triggers }),
        });
        context.print(`${id} is in force`);
        return 0;
      }),
    );
  add("archive <id>", "no version of it is in force any more").action((id: string, options: Options) =>
    run(options, async (desk) => {
      await desk.archive(id);
      context.print(`${id} is archived`);
      return 0;
    }),
  );
  paths
    .command("import <files...>")
    .description("make files of the numbered lists of Markdown documents, with what is to be looked at")
    .addOption(dir)
    .option(
      "--page <pattern>",
      "page on which the paths begin, where the document names none; may be repeated",
      collect,
    )
    .action((files: readonly string[], options: Options) =>
      done(importPaths(context, files, at(options), options.page === undefined ? {} : { page: options.page })),
    );
  addPathsMine(paths, context, done);

  async function run(options: Options, work: (desk: PathDesk) => Promise<number>): Promise<void> {
    const desk = await openPathDesk(context, options);
    try {
      done(await work(desk));
    } finally {
      await desk.close();
    }
  }
}

export function addDeskOptions(command: Command): Command {
  return command
    .option("--product <id>", "the product; not needed when there is one")
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR)")
    .option("--config <path>", "config file to use")
    .option("--host <url>", "a server elsewhere")
    .option("--key <key>", "its key: one with golden_paths:write, or an admin key (USHER_ADMIN_KEY)");
}

function readVersion(text: string): number {
  const version = Number(text);
  if (Number.isInteger(version) && version >= 1) return version;
  throw new InvalidArgumentError("Write the number of a version, from 1.");
}

function addTrigger(name: string, before: readonly DerivedTrigger[]): readonly DerivedTrigger[] {
  if (name === "none") return before;
  const trigger = DERIVED_TRIGGERS.find((each) => each === name);
  if (trigger !== undefined) return [...before, trigger];
  throw new InvalidArgumentError(`Allowed choices are ${[...DERIVED_TRIGGERS, "none"].join(", ")}.`);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function push(context: CliContext, desk: PathDesk, folder: string, { publish }: Options): Promise<number> {
  const files = readPathFiles(folder);
  if (files.length === 0) context.printError(`There are no paths (.yaml, .yml, .json) in ${folder}.`);
  for (const { path } of files) {
    const { version, created, status } = await desk.put(path, { source: "yaml" });
    if (publish && status !== "published") await desk.publish(path.id, { version });
    const what = created ? `version ${version}` : `unchanged (version ${version})`;
    context.print(`${path.id}  ${what}${publish ? ", in force" : created ? ", a draft" : ""}`);
  }
  return 0;
}

async function pull(context: CliContext, desk: PathDesk, folder: string): Promise<number> {
  const known = safely(() => readPathFiles(folder));
  const kept = (await desk.list()).filter(({ latest_version }) => latest_version > 0);
  if (kept.length === 0) context.printError("The store has no paths; those of the configuration are in its code.");
  for (const { path_id } of kept) {
    const { path } = await newest(desk, path_id);
    context.print(relative(context.cwd, writePathFile(folder, path, known)));
  }
  return 0;
}

async function diff(context: CliContext, desk: PathDesk, folder: string): Promise<number> {
  const files = readPathFiles(folder);
  const listed = new Map((await desk.list()).map((each) => [each.path_id, each]));
  let count = 0;
  for (const { path } of files) {
    const kept = (listed.get(path.id)?.latest_version ?? 0) > 0 ? (await newest(desk, path.id)).path : undefined;
    count += show(path.id, kept, path);
    listed.delete(path.id);
  }
  for (const { path_id, latest_version } of listed.values()) {
    if (latest_version > 0) context.print(`${path_id}: only in the store`);
  }
  return count === 0 ? 0 : 1;

  function show(id: string, kept: GoldenPath | undefined, wanted: GoldenPath): number {
    const lines = lineDiff(kept === undefined ? "" : pathToYaml(kept), pathToYaml(wanted));
    if (lines.length === 0) return 0;
    context.print(`${id}: ${kept === undefined ? "new" : "changed"}`);
    for (const line of lines) context.print(`  ${line}`);
    return 1;
  }
}

async function newest(desk: PathDesk, pathId: string): Promise<{ readonly path: GoldenPath }> {
  const shown = await desk.read(pathId);
  const latest = shown.versions.at(-1)?.version ?? shown.version;
  return latest === shown.version ? shown : desk.read(pathId, latest);
}

/** A folder that is not there yet has no files. */
function safely<Value>(read: () => readonly Value[]): readonly Value[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsherError && error.message.startsWith("There is no ")) return [];
    throw error;
  }
}

function listingText({ path_id, title, in_force, published_version, latest_version, latest }: PathListing): string {
  const state =
    in_force === "store"
      ? `version ${published_version} in force`
      : in_force === "configuration"
        ? "in force from the configuration"
        : "not in force";
  const draft = latest?.status === "draft" ? `, draft ${latest_version} (${latest.source})` : "";
  return `${path_id.padEnd(28)}${title} — ${state}${draft}`;
}
