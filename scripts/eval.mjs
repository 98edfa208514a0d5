// @ts-check
// npm run eval -- <name>: runs one of eval/*.ts on the workspace's sources: how often an answer is right, on labelled data.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { formatResult } from "./format-result.mjs";
import { runMain } from "./main.mjs";

const HELP = `Usage: npm run eval -- <name> [--json] [arguments of the evaluation]

Options:
  --list  name the evaluations (also without a name)
  --json  print the result as JSON, and nothing else, on standard output
  --help  show this text`;

await runMain(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    strict: false,
    options: { json: { type: "boolean" }, list: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  const [name] = positionals;
  if (values.help) return print(HELP);

  bootstrap();
  const names = listNames();
  const { loadBench } = await import("./load-bench.mjs");
  if (values.list || name === undefined) {
    if (names.length === 0) return print("There are no evaluations in eval/.");
    for (const each of names) print(`${each.padEnd(24)} ${(await loadBench(each, "eval")).description}`);
    return 0;
  }
  if (!names.includes(name)) {
    throw new Error(
      `There is no evaluation "${name}". There ${names.length === 1 ? "is" : "are"}: ${names.join(", ") || "none"}.`,
    );
  }
  const evaluation = await loadBench(name, "eval");
  const json = values.json === true;
  const ownArgs = args.filter((arg, index) => arg !== "--json" && index !== args.indexOf(name));
  const result = await evaluation.run({ json, args: ownArgs });
  return print(json ? JSON.stringify(result, null, 2) : formatResult(result));
});

/** @returns {string[]} */
function listNames() {
  const folder = join(ROOT, "eval");
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder)
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      // Beside the evaluations are the files that make their data.
      .filter((file) => /^export (async )?function run\(/m.test(readFileSync(join(folder, file), "utf8")))
      .map((file) => file.slice(0, -".ts".length))
      .sort()
  );
}

/**
 * @param {string} text
 * @returns {0}
 */
function print(text) {
  process.stdout.write(`${text}\n`);
  return 0;
}
