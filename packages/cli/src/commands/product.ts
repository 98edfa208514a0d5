import { type RotateRequest, UsherError } from "@usher/core";
import type { ProductDesk } from "@usher/server";
import { type Command, Option } from "commander";
import type { CliContext } from "../cli-context.ts";
import { type DeskOptions, openDesk } from "../products/open-desk.ts";
import { parseDuration } from "../products/parse-duration.ts";
import { createdText, listText, rotatedText } from "../products/product-text.ts";

const EXAMPLES = `
Works on the data folder, and through the server when one is running on it.

Examples:
  usher product create acme --origin https://app.acme.com --email ada@acme.com
  usher product create acme --json > acme.json
  usher product change acme --origin https://app.acme.com --origin https://beta.acme.com
  usher product list
  usher product rotate acme --key secret --overlap 24h
  USHER_ADMIN_KEY=… usher product list --host https://usher.example.com`;

interface ProductOptions extends DeskOptions {
  readonly origin?: readonly string[];
  readonly email?: string;
  readonly key: RotateRequest["what"];
  readonly overlap?: number;
  readonly json?: boolean;
}

/** `usher product create|list|change|rotate`: products, their keys and secrets. */
export function addProduct(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const product = program
    .command("product")
    .description("make products, list them, rotate their keys")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);

  addDeskOptions(product.command("create <id>"))
    .description("make a product with its keys")
    .option(
      "--origin <origin>",
      "origin whose pages may use it, e.g. https://app.example.com; may be repeated",
      collect,
    )
    .option("--email <address>", "whom to ask about it")
    .option("--json", "print one line of JSON")
    .addHelpText("after", EXAMPLES)
    .action((id: string, options: ProductOptions) => run(options, true, (desk) => create(context, desk, id, options)));

  addDeskOptions(product.command("change <id>"))
    .description("replace a product's origins or its contact")
    .option("--origin <origin>", "origin whose pages may use it, instead of those so far; may be repeated", collect)
    .option("--email <address>", "whom to ask about it")
    .option("--json", "print the product as one line of JSON")
    .action((id: string, options: ProductOptions) => run(options, false, (desk) => change(context, desk, id, options)));

  addDeskOptions(product.command("list"))
    .description("list products and their keys")
    .option("--json", "print one line of JSON")
    .action((options: ProductOptions) =>
      run(options, false, async (desk) => {
        const products = await desk.list();
        context.print(options.json ? JSON.stringify({ products }) : listText(products));
      }),
    );

  addDeskOptions(product.command("rotate <id>"))
    .description("make a new key or webhook secret; the old one ends after the overlap")
    .addOption(new Option("--key <what>", "which one").choices(["secret", "publishable", "webhook"]).default("secret"))
    .option("--overlap <duration>", "how long the old one still works: 0, 30m, 24h, 7d (default: 24h)", parseDuration)
    .option("--json", "print one line of JSON")
    .action((id: string, options: ProductOptions) => run(options, false, (desk) => rotate(context, desk, id, options)));

  async function run(
    options: ProductOptions,
    create: boolean,
    work: (desk: ProductDesk) => Promise<void>,
  ): Promise<void> {
    try {
      const desk = await openDesk(context, options, create);
      try {
        await work(desk);
        done(0);
      } finally {
        await desk.close();
      }
    } catch (error) {
      if (!options.json || !isCoded(error)) throw error;
      // Scripts look at the code; people read the words.
      context.printError(JSON.stringify({ error: { code: error.code, detail: error.message } }));
      done(1);
    }
  }
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function isCoded(error: unknown): error is UsherError {
  return error instanceof Error && error.name === "UsherError" && "code" in error;
}

function addDeskOptions(command: Command): Command {
  return command
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR)")
    .option("--config <path>", "config file to use")
    .option("--host <url>", "a server elsewhere")
    .option("--admin-key <key>", "its admin key (USHER_ADMIN_KEY)")
    .option("--public-url <url>", "address under which the server is reached (USHER_PUBLIC_URL)");
}

async function create(context: CliContext, desk: ProductDesk, id: string, options: ProductOptions): Promise<void> {
  const { origin: origins = [], email, json } = options;
  const reply = await desk.create({
    product_id: id,
    origins,
    ...(email === undefined ? {} : { contact_email: email }),
  });
  if (!json) {
    // The configuration may name origins as well.
    const made = (await desk.list()).find(({ product_id }) => product_id === id);
    return context.print(createdText(reply, made?.origins ?? origins));
  }
  const { product_id, publishable_key, secret_key, webhook_secret, webhook_url, stream_url } = reply;
  context.print(JSON.stringify({ product_id, publishable_key, secret_key, webhook_secret, webhook_url, stream_url }));
}

async function change(context: CliContext, desk: ProductDesk, id: string, options: ProductOptions): Promise<void> {
  const { origin: origins, email, json } = options;
  if (origins === undefined && email === undefined) {
    throw new UsherError("option_missing", "Say what to change: --origin <origin> or --email <address>.");
  }
  const product = await desk.change(id, {
    ...(origins === undefined ? {} : { origins }),
    ...(email === undefined ? {} : { contact_email: email }),
  });
  context.print(json ? JSON.stringify(product) : listText([product]));
}

async function rotate(context: CliContext, desk: ProductDesk, id: string, options: ProductOptions): Promise<void> {
  const { key: what, overlap, json } = options;
  const reply = await desk.rotate(id, { what, ...(overlap === undefined ? {} : { overlap_s: overlap }) });
  context.print(json ? JSON.stringify(reply) : rotatedText(reply, context.now()));
}
