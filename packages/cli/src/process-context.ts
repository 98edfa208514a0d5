import {
  createServer,
  inspectDataDirectory,
  loadConfig,
  openKnowledge,
  openPaths,
  openPrivateData,
  openProducts,
  openWebhooks,
  readDataDirectory,
  readLocalAdmin,
} from "@usher/server";
import type { CliContext } from "./cli-context.ts";
import { readEnvironment } from "./read-environment.ts";

/** The context of a real process. The only file that reads the environment. */
export async function processContext(): Promise<CliContext> {
  const cwd = process.cwd();
  return {
    cwd,
    environment: await readEnvironment(cwd, process.env),
    print: (line) => void process.stdout.write(`${line}\n`),
    printError: (line) => void process.stderr.write(`${line}\n`),
    loadConfig,
    createServer,
    readDataDirectory,
    openProducts,
    openKnowledge,
    openPaths,
    openPrivateData,
    openWebhooks,
    readLocalAdmin,
    inspectDataDirectory,
    isTerminal: process.stdout.isTTY === true,
    nodeVersion: process.version,
    now: Date.now,
    onStopRequest(listener) {
      process.on("SIGINT", listener);
      process.on("SIGTERM", listener);
      return () => {
        process.off("SIGINT", listener);
        process.off("SIGTERM", listener);
      };
    },
    exit: (code) => process.exit(code),
  };
}
