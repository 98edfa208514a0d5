import { readFileSync } from "node:fs";
import type { FoundKnowledge, KnowledgeDesk } from "@usher/server";
import { type Command, InvalidArgumentError } from "commander";
import type { CliContext } from "../cli-context.ts";
import { findDocuments } from "../knowledge/find-documents.ts";
import { type KnowledgeOptions, openKnowledgeDesk } from "../knowledge/open-knowledge-desk.ts";

const EXAMPLES = `
Golden paths in force are searched without being added. A sitemap stands for the built pages beside it; nothing is fetched.

Examples:
  usher knowledge add docs/ --product acme
  usher knowledge add site/sitemap.xml
  usher knowledge search "how do I export to excel?"
  usher knowledge list
  usher knowledge delete docs/old.md
  USHER_ADMIN_KEY=… usher knowledge search "excel" --host https://usher.example.com --product acme`;

interface Options extends KnowledgeOptions {
  readonly json?: boolean;
  readonly top: number;
}

/** `usher knowledge add|list|delete|search`: documents that answer beside golden paths. */
export function addKnowledge(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const knowledge = program
    .command("knowledge")
    .description("add documents to the knowledge base, and try what questions find")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);

  withOptions(knowledge.command("add <paths...>"))
    .description("add Markdown and HTML files, folders of them, or the pages of a sitemap")
    .action((paths: readonly string[], options: Options) =>
      run(options, async (desk) => {
        const { documents, missing } = findDocuments(context.cwd, paths);
        const added: { name: string; pieces: number }[] = [];
        const refused: { name: string; detail: string }[] = [];
        for (const { name, format, file } of documents) {
          try {
            const { pieces } = await desk.add({ name, format, content: readFileSync(file, "utf8") });
            added.push({ name, pieces });
          } catch (error) {
            // One empty page must not keep the others out.
            if (!isRefusal(error)) throw error;
            refused.push({ name, detail: error.message });
          }
        }
        if (options.json) context.print(JSON.stringify({ product_id: desk.productId, added, refused, missing }));
        else {
          for (const { name, pieces } of added)
            context.print(`${name}: ${pieces === 1 ? "1 piece" : `${pieces} pieces`}`);
          for (const { name, detail } of refused) context.printError(`${name}: ${detail}`);
          for (const address of missing) context.printError(`${address}: no file beside the sitemap`);
          if (documents.length === 0) context.printError("There is no Markdown or HTML to add.");
          const what = added.length === 1 ? "1 document" : `${added.length} documents`;
          context.print(`${what} added to the knowledge base of ${desk.productId}.`);
        }
        return documents.length > 0 && refused.length + missing.length === 0 ? 0 : 1;
      }),
    );

  withOptions(knowledge.command("list"))
    .description("list the documents")
    .action((options: Options) =>
      run(options, async (desk) => {
        const documents = await desk.list();
        if (options.json) context.print(JSON.stringify({ product_id: desk.productId, documents }));
        else if (documents.length === 0) context.print("There are no documents; golden paths are searched anyway.");
        else
          for (const { name, format, pieces } of documents) {
            context.print(`${name}  ${format}, ${pieces === 1 ? "1 piece" : `${pieces} pieces`}`);
          }
        return 0;
      }),
    );

  withOptions(knowledge.command("delete <name>"))
    .description("delete a document")
    .action((name: string, options: Options) =>
      run(options, async (desk) => {
        const isDeleted = await desk.remove(name);
        if (isDeleted) context.print(`Deleted ${name}.`);
        else context.printError(`There is no document ${name}; usher knowledge list names them.`);
        return isDeleted ? 0 : 1;
      }),
    );

  withOptions(knowledge.command("search <query>"))
    .description("what a question finds, and why")
    .option("--top <count>", "results at most", readCount, 3)
    .action((query: string, options: Options) =>
      run(options, async (desk) => {
        const results = await desk.search(query, options.top);
        if (options.json) context.print(JSON.stringify({ product_id: desk.productId, query, results }));
        else if (results.length === 0) context.print("Nothing was found.");
        else for (const line of results.flatMap(resultLines)) context.print(line);
        return 0;
      }),
    );

  async function run(options: Options, work: (desk: KnowledgeDesk) => Promise<number>): Promise<void> {
    const desk = await openKnowledgeDesk(context, options);
    try {
      done(await work(desk));
    } finally {
      await desk.close();
    }
  }
}

function withOptions(command: Command): Command {
  return command
    .option("--product <id>", "the product; not needed when there is one")
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR)")
    .option("--config <path>", "config file to use")
    .option("--host <url>", "a server elsewhere")
    .option("--key <key>", "a secret key of the product")
    .option("--admin-key <key>", "the server's admin key (USHER_ADMIN_KEY)")
    .option("--json", "print one line of JSON");
}

function resultLines({ title, kind, source, steps, text, coverage, matched }: FoundKnowledge): readonly string[] {
  const why = matched.map(({ word, how }) => (how === "exact" ? word : `${word} (${how})`)).join(", ");
  return [
    `${title}  [${kind} ${source}]`,
    `  ${Math.round(coverage * 100)} % of the question${why === "" ? "" : `: ${why}`}`,
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    ...(steps.length > 0 || text === "" ? [] : [`  ${text.slice(0, 200)}`]),
  ];
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 50) return count;
  throw new InvalidArgumentError("write a number from 1 to 50");
}

function isRefusal(error: unknown): error is Error {
  const codes: readonly unknown[] = ["knowledge_empty", "knowledge_full", "body_invalid"];
  return error instanceof Error && "code" in error && codes.includes(error.code);
}
