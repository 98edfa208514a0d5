import type { WebhookDeliveryWire } from "@usher/core";
import type { WebhookDesk } from "@usher/server";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { openWebhookDesk, type WebhookDeskOptions } from "../webhooks/open-webhook-desk.ts";
import { createdWebhookText, deadText, testText, webhooksText, webhookText } from "../webhooks/webhook-text.ts";

const EXAMPLES = `
Works on the data folder, and through the server when one is running on it. What is redriven without a server goes out
once one runs.

Examples:
  usher webhook add https://bot.example.com/usher --product acme
  usher webhook list --json
  usher webhook test we_…
  usher webhook dead
  usher webhook redrive we_…
  usher webhook remove we_…
  USHER_ADMIN_KEY=… usher webhook list --host https://usher.example.com --product acme`;

const MAX_DEAD = 200;

interface WebhookOptions extends WebhookDeskOptions {
  readonly secret?: string;
  readonly skipMissed?: boolean;
  readonly json?: boolean;
}

/** What a command came to: as data, in words, and whether it is a failure. */
interface Outcome {
  readonly data: unknown;
  readonly text: string;
  readonly exitCode?: number;
}

/** `usher webhook add|list|test|dead|redrive|rotate|enable|disable|remove`: endpoints that are told what happens. */
export function addWebhook(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const webhook = program
    .command("webhook")
    .description("add endpoints that are told what happens, test them, send again what failed")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES);

  withOptions(webhook.command("add <url>"))
    .description("add an https address, or give the one that is there a new secret")
    .option("--secret <secret>", "sign with this (whsec_…) instead of a secret made for it")
    .action((url: string, options: WebhookOptions) =>
      run(options, async (desk) => {
        const added = await desk.add({ url, ...(options.secret === undefined ? {} : { secret: options.secret }) });
        return { data: added, text: createdWebhookText(added) };
      }),
    );

  withOptions(webhook.command("list"))
    .description("list a product's webhooks and how they go")
    .action((options: WebhookOptions) =>
      run(options, async (desk) => {
        const webhooks = await desk.list();
        return { data: { product_id: desk.productId, webhooks }, text: webhooksText(desk.productId, webhooks) };
      }),
    );

  withOptions(webhook.command("test <webhook>"))
    .description("send one test delivery now and say how it was answered; 1 when it was not taken")
    .action((id: string, options: WebhookOptions) =>
      run(options, async (desk) => {
        const report = await desk.test(id);
        return { data: report, text: testText(report), exitCode: report.delivered ? 0 : 1 };
      }),
    );

  withOptions(webhook.command("dead [webhook]"))
    .description("list deliveries that were given up, of one webhook or of all")
    .action((id: string | undefined, options: WebhookOptions) =>
      run(options, async (desk) => {
        const deliveries = await deadOf(desk, id);
        return { data: { product_id: desk.productId, deliveries }, text: deadText(deliveries) };
      }),
    );

  withOptions(webhook.command("redrive <webhook> [delivery]"))
    .description("send what was given up again: all of it, or one delivery")
    .action((id: string, delivery: string | undefined, options: WebhookOptions) =>
      run(options, async (desk) => {
        const reply = await desk.redrive(id, delivery);
        const what = reply.redriven === 1 ? "1 delivery is" : `${reply.redriven} deliveries are`;
        return { data: reply, text: `${what} sent again.` };
      }),
    );

  withOptions(webhook.command("rotate <webhook>"))
    .description("make a new secret; both sign for a day")
    .action((id: string, options: WebhookOptions) =>
      run(options, async (desk) => {
        const rotated = await desk.rotate(id);
        return { data: rotated, text: createdWebhookText(rotated) };
      }),
    );

  withOptions(webhook.command("enable <webhook>"))
    .description("deliver again, from where it stopped")
    .option("--skip-missed", "begin with what happens from now on")
    .action((id: string, { skipMissed = false, ...options }: WebhookOptions) =>
      run(options, async (desk) => {
        const changed = await desk.change(id, { enabled: true, skip_missed: skipMissed });
        return { data: changed, text: webhookText(changed) };
      }),
    );

  withOptions(webhook.command("disable <webhook>"))
    .description("deliver nothing until it is enabled; its place in the stream is kept")
    .action((id: string, options: WebhookOptions) =>
      run(options, async (desk) => {
        const changed = await desk.change(id, { enabled: false });
        return { data: changed, text: webhookText(changed) };
      }),
    );

  withOptions(webhook.command("remove <webhook>"))
    .description("remove a webhook with its deliveries")
    .action((id: string, options: WebhookOptions) =>
      run(options, async (desk) => {
        await desk.remove(id);
        return { data: { removed: id }, text: `${id} is removed.` };
      }),
    );

  async function run(options: WebhookOptions, work: (desk: WebhookDesk) => Promise<Outcome>): Promise<void> {
    try {
      const desk = await openWebhookDesk(context, options);
      try {
        const { data, text, exitCode = 0 } = await work(desk);
        context.print(options.json ? JSON.stringify(data) : text);
        done(exitCode);
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

async function deadOf(desk: WebhookDesk, id: string | undefined): Promise<readonly WebhookDeliveryWire[]> {
  const ids = id === undefined ? (await desk.list()).map(({ webhook_id }) => webhook_id) : [id];
  const lists = await Promise.all(ids.map((each) => desk.dead(each, MAX_DEAD)));
  return lists.flat();
}

function isCoded(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && error.name === "UsherError" && "code" in error;
}

function withOptions(command: Command): Command {
  return command
    .option("--product <id>", "the product; not needed when there is one")
    .option("--data-dir <path>", "folder with the data (USHER_DATA_DIR)")
    .option("--config <path>", "config file to use")
    .option("--host <url>", "a server elsewhere")
    .option("--key <key>", "a key of the product with webhooks:write, for --host")
    .option("--admin-key <key>", "its admin key (USHER_ADMIN_KEY)")
    .option("--json", "print one line of JSON");
}
