import { resolve } from "node:path";
import { type EngineRules, type EpochMs, explanationInWords, parseTimestamp, UsherError } from "@usher/core";
import { explainStored } from "@usher/server";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { findProduct, loadProductConfig } from "../product-config.ts";

const EXAMPLES = `
Asks a running server when --host is given, and reads the data directory otherwise, also while a server uses it.

Examples:
  usher explain --user ada
  usher explain --session s_3xKq --at 2026-05-19T11:07:19Z --trigger bulk_edit_opportunity
  USHER_ADMIN_KEY=… usher explain --host https://usher.example.com --product acme --user ada --json`;

interface ExplainOptions {
  readonly session?: string;
  readonly user?: string;
  readonly at?: string;
  readonly trigger?: string;
  readonly product?: string;
  readonly host?: string;
  readonly adminKey?: string;
  readonly config?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `usher explain`: why something was offered at a moment, or why not. */
export function addExplain(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("explain")
    .description("say why something was offered at a moment, or why not")
    .option("--session <id>", "the session")
    .option("--user <id>", "the user; their session at that moment is taken")
    .option("--at <moment>", "epoch milliseconds or ISO-8601 (default: now)")
    .option("--trigger <id>", "only this trigger")
    .option("--product <id>", "the product; not needed when there is one")
    .option("--host <url>", "a running server")
    .option("--admin-key <key>", "its admin key (USHER_ADMIN_KEY)")
    .option("--config <path>", "config file with the rules")
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR)")
    .option("--json", "print the explanation as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options: ExplainOptions) => {
      if ((options.session === undefined) === (options.user === undefined)) {
        throw new UsherError("option_missing", "Name whom it is about: --session <id> or --user <id>.");
      }
      const answer =
        options.host === undefined ? await readAnswer(context, options) : await askServer(context, options);
      if (options.json) context.print(JSON.stringify(answer.data, null, 2));
      else for (const line of answer.words) context.print(line);
      done(0);
    });
}

interface Answer {
  readonly words: readonly string[];
  readonly data: unknown;
}

async function askServer(context: CliContext, options: ExplainOptions): Promise<Answer> {
  const key = options.adminKey ?? context.environment.USHER_ADMIN_KEY;
  if (key === undefined) throw new UsherError("option_missing", "Give the admin key: --admin-key or USHER_ADMIN_KEY.");
  const url = new URL("/v1/admin/explain", options.host);
  for (const name of ["product", "session", "user", "at", "trigger"] as const) {
    const value = options[name];
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  const data = (await response.json()) as { words: string[]; disagreements: []; detail?: string };
  if (!response.ok)
    throw new UsherError("request_refused", `${url.origin} answered ${response.status}: ${data.detail}`);
  return { words: [...data.words, ...disagreementLines(data.disagreements)], data };
}

async function readAnswer(context: CliContext, options: ExplainOptions): Promise<Answer> {
  const at = momentOf(options.at, context.now());
  const config = await loadProductConfig(context, options);
  const { id: productId, rules } = findProduct(config, options.product);
  requireTrigger(rules, options.trigger);
  const store = await context.readDataDirectory(resolve(context.cwd, config.dataDir));
  try {
    const { explanation, disagreements } = await explainStored(store, rules, {
      productId,
      who: options.session === undefined ? { user: options.user ?? "" } : { session: options.session },
      at,
      ...(options.trigger === undefined ? {} : { trigger: options.trigger }),
    });
    const changed = disagreements.map(({ triggerId, noted, computed }) => ({ trigger_id: triggerId, noted, computed }));
    const words = [...explanationInWords(explanation), ...disagreementLines(changed)];
    return { words, data: { ...explanation, disagreements } };
  } finally {
    await store.close();
  }
}

/** A name that nobody knows must not look like a trigger about which there is nothing to say. */
function requireTrigger({ triggers }: EngineRules, id: string | undefined): void {
  if (id === undefined || triggers.some((trigger) => trigger.id === id)) return;
  const known = triggers.map((trigger) => trigger.id).join(", ") || "none";
  throw new UsherError("option_invalid", `--trigger ${id}: there is no such trigger. Known triggers: ${known}.`);
}

function disagreementLines(
  changes: readonly { readonly trigger_id: string; readonly noted: string; readonly computed: string }[],
): readonly string[] {
  if (changes.length === 0) return [];
  const lines = changes.map(({ trigger_id, noted, computed }) => `  ${trigger_id}: then ${noted}, now ${computed}`);
  return ["", "judged differently then (the rules have changed since, or a slow trigger was left out):", ...lines];
}

function momentOf(text: string | undefined, now: EpochMs): EpochMs {
  const at = text === undefined ? now : parseTimestamp(text);
  if (at === undefined) {
    throw new UsherError("option_invalid", `--at ${text}: write epoch milliseconds or 2026-05-19T11:07:19Z.`);
  }
  return at;
}
