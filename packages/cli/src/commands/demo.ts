import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { CliContext } from "../cli-context.ts";
import { CHATS, type ChatDouble, type DemoChat, demoPages, startChatDouble } from "../demo/demo-chat.ts";
import { demoConfig } from "../demo/demo-config.ts";
import { type DemoFiles, findDemoFiles } from "../demo/demo-files.ts";
import { readConfigFile } from "../read-config-file.ts";
import { removeData } from "../remove-data.ts";
import { runServer } from "../run-server.ts";
import { addServerOptions, type ServerOptions, toServerFlags } from "../server-options.ts";

const EXAMPLES = `
Examples:
  usher demo
  usher demo --port 9000
  usher demo --chat=rasa            "Open chat" opens rasa-webchat instead of Usher's own panel
  usher demo --chat=inkeep          … or Inkeep's chat
  usher demo --fresh                forget what earlier runs learned
  usher demo --data-dir /tmp/usher-demo

With --chat=rasa and --chat=inkeep the vendor's real widget runs in the page; a test double of the vendor's server answers,
which has no model and says so.`;

interface DemoOptions extends ServerOptions {
  readonly fresh?: boolean;
  readonly chat: DemoChat;
}

/** `usher demo`: the example apps with Usher in them, on one address. */
export function addDemo(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  addServerOptions(program.command("demo"))
    .description("run the example apps with Usher in them")
    .addOption(new Option("--chat <chat>", "what “Open chat” opens").choices(CHATS).default("own"))
    .option("--fresh", "delete the demo's data first")
    .addHelpText("after", EXAMPLES)
    .action(async (options: DemoOptions) => done(await demo(context, options)));
}

async function demo(context: CliContext, options: DemoOptions): Promise<number> {
  const files = findDemoFiles();
  const own = await Promise.all(configPaths(context, options, files).map(readConfigFile));
  const load = (chat?: ChatDouble) => {
    const configs = own.map((config) => withProductSettings(config, chat?.product));
    const file = demoConfig(configs, demoPages(files, chat));
    return context.loadConfig({ file, environment: context.environment, flags: toServerFlags(options) });
  };
  const dataDir = resolve(context.cwd, load().dataDir);
  if (options.fresh) removeData(dataDir);
  const chat = await startChatDouble(options.chat, files, context.print);
  try {
    return await runServer(context, load(chat), ({ url }) => context.print(announcement(url, dataDir, chat)));
  } finally {
    await chat?.stop();
  }
}

function configPaths(context: CliContext, { config }: DemoOptions, files: DemoFiles): readonly string[] {
  return config === undefined ? files.examples.map((example) => example.config) : [resolve(context.cwd, config)];
}

/** The config with these settings in each of its products. */
function withProductSettings(config: unknown, settings: ChatDouble["product"] = {}): unknown {
  if (typeof config !== "object" || config === null || !("products" in config)) return config;
  const { products } = config;
  if (!Array.isArray(products)) return config;
  return { ...config, products: products.map((product: object) => ({ ...product, ...settings })) };
}

function announcement(url: string, dataDir: string, chat: ChatDouble | undefined): string {
  return `ready ${url}

Try it: ${url}/demo/projects
          edit three projects one by one: Usher notices and offers to show the bulk edit.
        ${url}/demo/nexus-cloud
          open Connect Data Source three times without finishing it: Usher offers to help.
${chat === undefined ? "" : `Chat:   ${chat.notice}\n`}Data:   ${dataDir} (start over with --fresh)
Stop:   Ctrl-C`;
}
