import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseScenario, playScenario, type ScenarioResult, UsherError } from "@usher/core";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";

const EXAMPLES = `
A scenario is a JSON file with triggers, what a user does, and the offers that are expected. The exit code is 1 when
anything differs.

Examples:
  usher replay scenarios/checkout-stuck.json
  usher replay scenarios/*.json --json`;

interface ReplayReport extends ScenarioResult {
  readonly file: string;
}

/** `usher replay`: plays scenarios with the engine and compares what it does with what was expected. */
export function addReplay(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("replay")
    .description("play scenarios and compare the decisions with what was expected")
    .argument("<file...>", "scenario files")
    .option("--data-dir <path>", "as every command; scenarios bring their own data, so nothing is read from it")
    .option("--json", "print the results as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (files: readonly string[], options: { readonly json?: boolean }) => {
      const reports: ReplayReport[] = [];
      for (const file of files) reports.push({ file, ...playScenario(await readScenario(context, file)) });
      if (options.json)
        context.print(JSON.stringify({ ok: reports.every(({ ok }) => ok), scenarios: reports }, null, 2));
      else for (const line of reports.flatMap(inWords)) context.print(line);
      done(reports.every(({ ok }) => ok) ? 0 : 1);
    });
}

async function readScenario(context: CliContext, file: string) {
  const json = parseJson(file, await readText(resolve(context.cwd, file), file));
  const parsed = parseScenario(json);
  if (parsed.ok) return parsed.scenario;
  const lines = parsed.problems.map(({ path, detail }) => `  ${path || "file"}: ${detail}`);
  throw new UsherError("scenario_invalid", `${file} has ${parsed.problems.length} problem(s):\n${lines.join("\n")}`);
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsherError("scenario_unreadable", `${file} cannot be read: correct the path.`, { cause: error });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsherError("scenario_invalid", `${file} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function inWords({ file, ok, title, offers, differences }: ReplayReport): readonly string[] {
  const came = offers.map(({ trigger, atS }) => `${trigger} at ${atS} s`).join(", ") || "no offer";
  return [`${ok ? "ok  " : "FAIL"} ${file}: ${title} (${came})`, ...differences.map((line) => `     ${line}`)];
}
