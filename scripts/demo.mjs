// @ts-check
// npm run demo: from a clone to a running demo in one command.
import { bootstrap } from "./bootstrap.mjs";
import { build } from "./build.mjs";
import { runMain } from "./main.mjs";

await runMain(async (args) => {
  bootstrap();
  const onlyHelp = args.includes("--help") || args.includes("-h");
  await build(onlyHelp ? { only: ["packages"] } : {});
  // In this process, so that Ctrl-C reaches the server itself.
  const { runCli } = await import(new URL("../packages/cli/dist/index.js", import.meta.url).href);
  return runCli(["demo", ...args]);
});
