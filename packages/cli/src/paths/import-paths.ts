import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathsFromMarkdown, UsherError } from "@usher/core";
import type { CliContext } from "../cli-context.ts";
import { hasOtherText, writePathFile } from "./path-files.ts";

/**
 * Makes path files of the numbered lists of Markdown documents and prints what a person has to look at. A file that says
 * something else already is left alone: it may have been edited since the last import. Ends with 1 when something was left
 * out or nothing was found.
 */
export function importPaths(
  context: CliContext,
  files: readonly string[],
  folder: string,
  options: { readonly page?: readonly string[] },
): number {
  const drafts = files.flatMap((file) =>
    pathsFromMarkdown(readDocument(resolve(context.cwd, file), file), options).map((draft) => ({ file, ...draft })),
  );
  let kept = 0;
  for (const { file, path, problems } of drafts) {
    const wanted = join(folder, `${path.id}.yaml`);
    if (hasOtherText(wanted, path)) {
      kept += 1;
      const name = relative(context.cwd, wanted);
      context.printError(
        `${name}  is there already and says something else: left as it is. Delete it to import again.`,
      );
      continue;
    }
    const written = relative(context.cwd, writePathFile(folder, path, []));
    context.print(`${written}  ${path.steps.length} steps from ${file}`);
    for (const { line, detail } of problems) context.print(`  ${file}:${line}  ${detail}`);
  }
  if (drafts.length === 0) context.printError("No heading of these files has a numbered list.");
  return drafts.length === 0 || kept > 0 ? 1 : 0;
}

function readDocument(file: string, named: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsherError("file_unreadable", `${named} cannot be read: is it a Markdown file that is there?`, {
      cause: error,
    });
  }
}
