import { resolve } from "node:path";
import { backtestInWords, DAY_MS, type EpochMs, HOUR_MS, parseTimestamp, UsherError } from "@usher/core";
import { backtestStored } from "@usher/server";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { findProduct, loadProductConfig } from "../product-config.ts";

const EXAMPLES = `
Nothing is offered to anybody: the draft's rules are played over what users did. Sessions are kept for 30 days.

Examples:
  usher backtest draft.config.ts
  usher backtest draft.config.ts --since 7d --json
  usher backtest draft.config.ts --against usher.config.ts --data-dir /var/lib/usher`;

interface BacktestOptions {
  readonly since?: string;
  readonly against?: string;
  readonly product?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `usher backtest`: what a draft's rules would have done over the stored sessions. */
export function addBacktest(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("backtest")
    .description("play a draft's rules over the stored sessions")
    .argument("<config>", "config file with the draft's rules")
    .option("--since <moment>", "only sessions active since then: 7d, 12h, or a date")
    .option("--against <config>", "compare with these rules (default: with what really happened)")
    .option("--product <id>", "the product; not needed when there is one")
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR, default: the draft's)")
    .option("--json", "print the report as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: BacktestOptions) => done(await backtest(context, file, options)));
}

async function backtest(context: CliContext, file: string, options: BacktestOptions): Promise<number> {
  const since = options.since === undefined ? undefined : sinceOf(options.since, context.now());
  const dataDir = options.dataDir === undefined ? {} : { dataDir: options.dataDir };
  const config = await loadProductConfig(context, { config: file, ...dataDir });
  const draft = findProduct(config, options.product);
  const other =
    options.against === undefined
      ? undefined
      : findProduct(await loadProductConfig(context, { config: options.against }), draft.id);
  const store = await context.readDataDirectory(resolve(context.cwd, config.dataDir));
  try {
    const report = await backtestStored(store, {
      productId: draft.id,
      rules: draft.rules,
      ...(other === undefined ? {} : { against: other.rules }),
      ...(since === undefined ? {} : { since }),
      onProgress: (sessions) => context.printError(`${sessions} sessions`),
    });
    if (options.json) context.print(JSON.stringify(report, null, 2));
    else for (const line of backtestInWords(report)) context.print(line);
    return 0;
  } finally {
    await store.close();
  }
}

/** `7d` and `12h` count back from now. */
function sinceOf(text: string, now: EpochMs): EpochMs {
  const back = /^(\d{1,4})([dh])$/.exec(text);
  if (back !== null) return now - Number(back[1]) * (back[2] === "d" ? DAY_MS : HOUR_MS);
  const at = parseTimestamp(text);
  if (at !== undefined) return at;
  throw new UsherError("option_invalid", `--since ${text}: write 7d, 12h, or a date such as 2026-05-19.`);
}
