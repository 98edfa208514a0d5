import { setTimeout as sleep } from "node:timers/promises";
import { type Problem, UsherError } from "@usher/core";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { askServer } from "../products/ask-server.ts";
import { type DeskOptions, loadOptionalConfig } from "../products/open-desk.ts";

const EXAMPLES = `
The recorder shows a code. Approve only what you see in a recorder of your own: it may then write golden paths of the
product for eight hours. Nothing else.

Examples:
  usher recorder approve BDFG-HJKL
  usher recorder approve BDFG-HJKL --product shop
  USHER_ADMIN_KEY=… usher recorder approve BDFG-HJKL --host https://usher.example.com`;

interface Options extends DeskOptions {
  readonly product?: string;
}

/** A server that is just starting does not say yet where it listens. */
const STARTING_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** `usher recorder approve`: lets a recorder write golden paths for eight hours. */
export function addRecorder(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("recorder")
    .description("let a recorder write golden paths")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES)
    .command("approve <code>")
    .description("approve the code that a recorder shows")
    .option("--product <id>", "the product; not needed when there is one")
    .option("--data-dir <path>", "folder with the data of the server that runs here (USHER_DATA_DIR)")
    .option("--config <path>", "config file to use")
    .option("--host <url>", "a server elsewhere")
    .option("--admin-key <key>", "its admin key (USHER_ADMIN_KEY)")
    .action(async (code: string, options: Options) => {
      const server = await findServer(context, options);
      const product = options.product ?? (await onlyProduct(server));
      await approve(server, product, code);
      context.print(`The recorder may write golden paths of ${product} for eight hours.`);
      done(0);
    });
}

interface Server {
  readonly url: string;
  readonly key: string;
}

/** Codes live in the server that made them: there is nothing to approve without one. */
async function findServer(context: CliContext, options: Options): Promise<Server> {
  if (options.host !== undefined) {
    const key = options.adminKey ?? context.environment.USHER_ADMIN_KEY;
    if (key === undefined)
      throw new UsherError("option_missing", "Give its admin key: --admin-key or USHER_ADMIN_KEY.");
    return { url: options.host, key };
  }
  const { dataDir } = await loadOptionalConfig(context, options);
  const giveUpAt = context.now() + STARTING_MS;
  for (;;) {
    const local = context.readLocalAdmin(dataDir);
    if (local !== undefined) return local;
    if (context.now() > giveUpAt) {
      throw new UsherError(
        "server_unreachable",
        `No server runs on ${dataDir}. Start it, or name another with --host.`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}

async function onlyProduct(server: Server): Promise<string> {
  const products = await askServer(server).list();
  const [only, ...others] = products;
  if (only !== undefined && others.length === 0) return only.product_id;
  const known = products.map(({ product_id }) => product_id).join(", ") || "none";
  throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
}

async function approve({ url, key }: Server, product: string, code: string): Promise<void> {
  const response = await fetch(new URL(`/v1/admin/products/${encodeURIComponent(product)}/devices`, url), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ user_code: code }),
  }).catch((cause: unknown) => {
    throw new UsherError("server_unreachable", `No Usher answers at ${url}.`, { cause });
  });
  if (response.ok) return;
  const { code: problem = "request_refused", detail = "no reason given" } = (await response
    .json()
    .catch(() => ({}))) as Partial<Problem>;
  throw new UsherError(problem, detail);
}
