import { UsherError } from "@usher/core";
import { ConnectorClient } from "@usher/node";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { askServer } from "../products/ask-server.ts";
import { loadOptionalConfig } from "../products/open-desk.ts";
import { parseDuration } from "../products/parse-duration.ts";
import { passingActions, type TailFilter } from "../tail/tail-filter.ts";
import { actionLine, palette, summaryLine } from "../tail/tail-lines.ts";

const EXAMPLES = `
Finds the server that runs on the data folder; --url and --key name another one.

Examples:
  usher tail
  usher tail --user ada --type click
  usher tail --since 10m --json | jq .description
  usher tail --url https://usher.example.com --key sk_… --product shop`;

interface TailOptions {
  readonly product?: string;
  readonly session?: string;
  readonly user?: string;
  readonly type?: string;
  /** Seconds; 0 means everything that is kept. */
  readonly since?: number;
  readonly url?: string;
  readonly key?: string;
  readonly config?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `usher tail`: what happens in a product, as it happens. Ends with Ctrl-C. */
export function addTail(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("tail")
    .description("show what happens in a product, as it happens")
    .option("--product <id>", "the product; not needed when there is one")
    .option("--session <id>", "only this session")
    .option("--user <id>", "only this user")
    .option("--type <type>", "only actions of this type (pageview, click, submit, …), or summary")
    .option("--since <when>", "begin earlier: 10m, 2h, 1d, or 0 for everything that is kept", parseDuration)
    .option("--url <url>", "address of a server elsewhere")
    .option("--key <key>", "a secret key of the product, or an admin key (USHER_ADMIN_KEY)")
    .option("--config <path>", "config file of the server here")
    .option("--data-dir <path>", "folder of the server here (USHER_DATA_DIR)")
    .option("--json", "print one line of JSON for each action")
    .addHelpText("after", EXAMPLES)
    .action(async (options: TailOptions) => {
      await tail(context, options);
      done(0);
    });
}

async function tail(context: CliContext, options: TailOptions): Promise<void> {
  const server = await findServer(context, options);
  const productId = options.product ?? (await onlyProduct(server));
  const filter = filterOf(options, context.now());
  const colours = palette(context.isTerminal && !context.environment.NO_COLOR && options.json !== true);
  const client = new ConnectorClient({
    url: server.url,
    productId,
    secretKey: server.key,
    ...(options.since === undefined ? {} : { since: 0 }),
    onConnect: () => context.printError(`following ${productId} at ${server.url} (Ctrl-C ends it)`),
    onDisconnect: ({ reason, retryInMs }) => {
      if (retryInMs !== null) context.printError(`disconnected (${reason}); trying again`);
    },
  });
  const forget = context.onStopRequest(() => void client.stop());
  try {
    for await (const payload of client) {
      if (payload.type === "actions") {
        for (const action of passingActions(payload, filter)) {
          context.print(options.json === true ? JSON.stringify(action) : actionLine(action, colours));
        }
      } else if (isWanted(payload, filter)) {
        context.print(options.json === true ? JSON.stringify(payload) : summaryLine(payload, colours));
      }
    }
  } finally {
    forget();
  }
}

/** A summary names no user: who asks for one user's actions does not get everybody's summaries. */
function isWanted(payload: { readonly sessionId: string | null; readonly forwardedAtS: number }, filter: TailFilter) {
  const { session, user, type, after } = filter;
  if (user !== undefined || (type !== undefined && type !== "summary")) return false;
  if (session !== undefined && payload.sessionId !== session) return false;
  return after === undefined || payload.forwardedAtS === 0 || payload.forwardedAtS * 1_000 >= after;
}

function filterOf({ session, user, type, since }: TailOptions, now: number): TailFilter {
  return {
    ...(session === undefined ? {} : { session }),
    ...(user === undefined ? {} : { user }),
    ...(type === undefined ? {} : { type }),
    ...(since === undefined || since === 0 ? {} : { after: now - since * 1_000 }),
  };
}

interface Reachable {
  readonly url: string;
  readonly key: string;
}

async function findServer(context: CliContext, options: TailOptions): Promise<Reachable> {
  const key = options.key ?? context.environment.USHER_ADMIN_KEY;
  if (options.url !== undefined) {
    if (key === undefined) throw new UsherError("option_missing", "Give a key: --key or USHER_ADMIN_KEY.");
    return { url: options.url, key };
  }
  const { dataDir } = await loadOptionalConfig(context, options);
  const local = context.readLocalAdmin(dataDir);
  if (local !== undefined) return { url: local.url, key: options.key ?? local.key };
  throw new UsherError(
    "server_unreachable",
    `No server runs on ${dataDir}. Start one (usher serve), name its folder (--data-dir), or its address (--url, --key).`,
  );
}

async function onlyProduct(server: Reachable): Promise<string> {
  if (/^[sr]k_/.test(server.key)) {
    throw new UsherError("option_missing", "Name the product: --product <id>.");
  }
  const products = await askServer(server).list();
  const [first, second] = products;
  if (first !== undefined && second === undefined) return first.product_id;
  const known = products.map(({ product_id }) => product_id).join(", ");
  throw new UsherError(
    "option_missing",
    first === undefined ? "There is no product yet: usher product create <id>" : `Name the product: one of ${known}.`,
  );
}
