import { resolve } from "node:path";
import { UsherError } from "@usher/core";
import { type MinedStoredPath, type MiningProgress, mineStored } from "@usher/server";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { openPathDesk, type PathDeskOptions } from "../paths/open-path-desk.ts";
import { loadOptionalConfig } from "../products/open-desk.ts";
import { parseDuration } from "../products/parse-duration.ts";

const EXAMPLES = `
Sessions are kept for 30 days. Nothing goes live: --save makes drafts, which a person names, reviews and publishes.

Examples:
  usher paths mine
  usher paths mine --since 7d --min-support 20 --json
  usher paths mine --save`;

interface MineCommandOptions extends PathDeskOptions {
  readonly since?: number;
  readonly minSupport?: number;
  readonly save?: boolean;
  readonly json?: boolean;
}

/** `usher paths mine`: paths that people follow, where they give up, and what could help them, from the stored sessions. */
export function addPathsMine(paths: Command, context: CliContext, done: (exitCode: number) => void): void {
  paths
    .command("mine")
    .description("propose paths, drop-off points and triggers from the stored sessions")
    .option("--product <id>", "the product; not needed when there is one")
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR)")
    .option("--config <path>", "config file to use")
    .option("--since <duration>", "only sessions active since then: 12h, 7d", parseDuration)
    .option("--min-support <sessions>", "least number of sessions for a path (default: 5, or 1 % of all)", Number)
    .option("--save", "keep what was found as drafts")
    .option("--json", "print the report as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options: MineCommandOptions) => done(await mine(context, options)));
}

async function mine(context: CliContext, options: MineCommandOptions): Promise<number> {
  const { minSupport, since, save, json } = options;
  if (minSupport !== undefined && !(Number.isInteger(minSupport) && minSupport >= 2)) {
    throw new UsherError("option_invalid", "--min-support: write a whole number from 2.");
  }
  const config = await loadOptionalConfig(context, options);
  const productId = await findProductId(context, options);
  const policy = config.products.find(({ id }) => id === productId)?.policy;
  const store = await context.readDataDirectory(resolve(context.cwd, config.dataDir));
  const report = await mineStored(store, {
    productId,
    ...(policy === undefined ? {} : { policy }),
    ...(minSupport === undefined ? {} : { minSupport }),
    ...(since === undefined ? {} : { since: context.now() - since * 1_000 }),
    onProgress: (progress) => tell(context, progress),
  }).finally(() => store.close());
  if (json) context.print(JSON.stringify(report, null, 2));
  else {
    const more = report.truncated ? " (the first ones; there are more: --since)" : "";
    context.print(`${report.sessions} sessions${more}, ${report.paths.length} paths`);
    if (report.sessions === 0) context.printError("Nobody's sessions are stored: there is nothing to mine yet.");
    for (const each of report.paths) for (const line of minedText(each)) context.print(line);
  }
  if (save) await saveDrafts(context, { ...options, product: productId }, report.paths);
  return 0;
}

/** The one that is named, or the only one there is: of the configuration, or made with `usher product create`. */
async function findProductId(context: CliContext, options: PathDeskOptions): Promise<string> {
  const desk = await openPathDesk(context, options);
  await desk.close();
  return desk.productId;
}

/** On standard error: what is printed stays the report. */
function tell(context: CliContext, progress: MiningProgress): void {
  if (progress.stage === "reading") context.printError(`${progress.sessions} sessions read …`);
  else context.printError(`backtest ${progress.number} of ${progress.of}: ${progress.path} …`);
}

/** A draft never takes the place of a path that somebody wrote. */
async function saveDrafts(
  context: CliContext,
  options: PathDeskOptions,
  mined: readonly MinedStoredPath[],
): Promise<void> {
  const desk = await openPathDesk(context, options);
  try {
    const known = new Map((await desk.list()).map((each) => [each.path_id, each]));
    for (const { path } of mined) {
      const other = known.get(path.id);
      const isOwn = other === undefined || (other.in_force === null && other.latest?.source === "mined");
      const draft = isOwn ? path : { ...path, id: `mined-${path.id}`.slice(0, 64) };
      const { version, created } = await desk.put(draft, { source: "mined" });
      context.printError(`${draft.id}: ${created ? `draft, version ${version}` : "unchanged"}`);
    }
  } finally {
    await desk.close();
  }
}

function minedText({ path, sessions, completed, steps, triggers, backtest }: MinedStoredPath): readonly string[] {
  return [
    "",
    `${path.id}: ${sessions} sessions, ${completed} to the end`,
    ...steps.map(({ stepId, reached, gaveUp, retried, isStuck }, index) => {
      const drop = gaveUp === 0 ? "" : `, ${gaveUp} gave up`;
      const tries = retried === 0 ? "" : `, ${retried} tried three times or more`;
      return `  ${index + 1}. ${path.steps[index]?.title ?? stepId}  ${reached} sessions${drop}${tries}${isStuck ? "  ← stuck" : ""}`;
    }),
    ...triggers.map(({ trigger, stepId, support }) => {
      const where = stepId === undefined ? "" : ` at ${stepId}`;
      return `  candidate ${trigger}${where}: a reason in ${support} sessions`;
    }),
    ...(backtest === null
      ? []
      : [
          `  backtest: ${backtest.offers} offers in ${backtest.sessionsWithOffer} sessions, if published with these triggers`,
        ]),
  ];
}
