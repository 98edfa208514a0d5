// @ts-check
// npm run demo: from a clone to a running demo in one command.
import { bootstrap } from "./bootstrap.mjs";
import { build } from "./build.mjs";
import { runMain } from "./main.mjs";

/** How soon a demo notices that npm is gone. */
const PARENT_CHECK_MS = 500;

await runMain(async (args) => {
  bootstrap();
  const onlyHelp = args.includes("--help") || args.includes("-h");
  await build(onlyHelp ? { only: ["packages"] } : {});
  stopWithNpm();
  // In this process, so that Ctrl-C reaches the server itself.
  const { runCli } = await import(new URL("../packages/cli/dist/index.js", import.meta.url).href);
  return runCli(["demo", ...args]);
});

/**
 * npm passes SIGTERM to the shell between it and this process, and some shells end without passing it on. A demo that
 * outlived its npm would keep the port and the data folder, with nobody left to stop it.
 */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, PARENT_CHECK_MS);
  timer.unref();
}
