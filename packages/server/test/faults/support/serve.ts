import { UsherError } from "@usher/core";
import Database from "libsql";
import { openEmbeddedStore } from "../../../src/adapters/sql/open-embedded.ts";
import type { ResolvedConfig } from "../../../src/config/config.ts";
import { createServer } from "../../../src/create-server.ts";
import { sampleConfig } from "../../support/sample-config.ts";
import { startTestServer } from "../../support/start-test-server.ts";
import { acknowledgeEarly } from "./acknowledge-early.ts";
import type { ServeOptions, ServeReport } from "./serve-options.ts";

// The process under test: the real server, told what to do by one JSON argument, ended by SIGTERM or by the end of its
// standard input, so that it never outlives the test that started it.
const options = JSON.parse(process.argv[2] ?? "") as ServeOptions;
const { dir, port = 0, policy = {}, webhook, flaw } = options;
const pushed = webhook === undefined ? [] : [webhook];
const allow = pushed.map(({ url }) => new URL(url).origin);
const sample = sampleConfig({ policy, webhooks: pushed }, { dataDir: dir, webhooks: { allow } });
const config: ResolvedConfig = { ...sample, server: { ...sample.server, port } };

if (flaw === "no-flush") commitWithoutFlush();
try {
  const { url, stop } = flaw === "early-acknowledgement" ? await startHasty() : await startReal();
  report({ url, pid: process.pid });
  const end = (): void => void stop().then(() => process.exit(0));
  process.once("SIGTERM", end);
  process.stdin.once("end", end).resume();
} catch (error) {
  if (!(error instanceof UsherError)) throw error;
  report({ name: error.name, code: error.code, message: error.message });
  process.exitCode = 1;
}

async function startReal(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(config);
  const { url } = await server.start();
  return { url, stop: () => server.stop() };
}

async function startHasty(): Promise<{ url: string; stop: () => Promise<void> }> {
  return startTestServer(config, { store: acknowledgeEarly(await openEmbeddedStore({ dir })) });
}

function commitWithoutFlush(): void {
  const { exec } = Database.prototype;
  Database.prototype.exec = function (source) {
    return exec.call(this, source.replace("synchronous = full", "synchronous = normal"));
  };
}

function report(line: ServeReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
