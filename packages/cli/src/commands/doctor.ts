import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { diagnose } from "../doctor/diagnose.ts";
import { diagnoseModel } from "../doctor/diagnose-model.ts";
import type { Finding } from "../doctor/finding.ts";

const EXAMPLES = `
Looks at everything and changes nothing; may run beside a server. Exits with 1 when something fails.

Examples:
  usher doctor
  usher doctor --data-dir /var/lib/usher --json
  usher doctor llm`;

interface DoctorOptions {
  readonly config?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

const CODES: Readonly<Record<Finding["result"], number>> = { ok: 32, warn: 33, fail: 31 };

/** `usher doctor`: is everything in order, and if not, what to do. */
export function addDoctor(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("doctor [part]")
    .description(
      "check the configuration, disk, store, clock, port and addresses, each with the fix; llm: ask the model",
    )
    .option("--config <path>", "config file to check")
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR)")
    .option("--json", "print one line of JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (part: string | undefined, options: DoctorOptions) => {
      if (part !== undefined && part !== "llm") throw new Error(`There is no part "${part}" to look at: write llm.`);
      const findings = await (part === "llm" ? diagnoseModel(context, options) : diagnose(context, options));
      const isColoured = context.isTerminal && !context.environment.NO_COLOR;
      if (options.json === true) context.print(JSON.stringify({ ok: !hasFailure(findings), findings }));
      else for (const line of report(findings, isColoured)) context.print(line);
      done(hasFailure(findings) ? 1 : 0);
    });
}

function hasFailure(findings: readonly Finding[]): boolean {
  return findings.some(({ result }) => result === "fail");
}

function report(findings: readonly Finding[], isColoured: boolean): readonly string[] {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, result, detail, fix }) => {
    const word = result.padEnd(4);
    const mark = isColoured ? `\u001b[${CODES[result]}m${word}\u001b[0m` : word;
    const line = `${mark}  ${check.padEnd(width)}  ${detail}`;
    return fix === undefined ? [line] : [line, `${" ".repeat(width + 8)}→ ${fix}`];
  });
  const count = (wanted: Finding["result"]): number => findings.filter(({ result }) => result === wanted).length;
  const [failures, warnings] = [count("fail"), count("warn")];
  const end = failures + warnings === 0 ? "everything is in order" : `${failures} to mend, ${warnings} to consider`;
  return [...lines, "", end];
}
