// @ts-check
// npm run bench -- <name>: runs one of bench/*.ts on the workspace's sources.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { formatResult } from "./format-result.mjs";
import { runMain } from "./main.mjs";

const HELP = `Usage: npm run bench -- <name> [--json] [arguments of the benchmark]

Options:
  --list  name the benchmarks (also without a name)
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
    if (names.length === 0) return print("There are no benchmarks in bench/.");
    for (const each of names) print(`${each.padEnd(24)} ${(await loadBench(each)).description}`);
    return 0;
  }
  if (!names.includes(name)) {
    throw new Error(
      `There is no benchmark "${name}". There ${names.length === 1 ? "is" : "are"}: ${names.join(", ") || "none"}.`,
    );
  }
  const bench = await loadBench(name);
  const json = values.json === true;
  const ownArgs = args.filter((arg, index) => arg !== "--json" && index !== args.indexOf(name));
  const result = await bench.run({ json, args: ownArgs });
  return print(json ? JSON.stringify(result, null, 2) : formatResult(result));
});

/** @returns {string[]} */
function listNames() {
  const folder = join(ROOT, "bench");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/**
 * @param {string} text
 * @returns {0}
 */
function print(text) {
  process.stdout.write(`${text}\n`);
  return 0;
}
