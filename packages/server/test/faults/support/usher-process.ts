import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { UsherError } from "@usher/core";
import type { ServeOptions, ServeReport } from "./serve-options.ts";

/** A server in a process of its own. */
export interface UsherProcess {
  readonly url: string;
  /** Of the server itself, also when a tracer runs it. */
  readonly pid: number;
  /** From spawning to listening. */
  readonly startedInMs: number;
  /** SIGKILL: nothing is finished, flushed or said. */
  kill(): Promise<void>;
  /** As an operator stops it: what was begun is finished. */
  stop(): Promise<void>;
}

export interface RunOptions {
  /** Command and arguments put before `node`, e.g. a tracer. */
  readonly under?: readonly string[];
}

const START_LIMIT_MS = 20_000;

/** Starts the bundled server. Rejects with the UsherError that the server ended with. */
export async function startUsherProcess(
  script: string,
  options: ServeOptions,
  { under = [] }: RunOptions = {},
): Promise<UsherProcess> {
  const startedAt = performance.now();
  const [command = "", ...args] = [...under, process.execPath, script, JSON.stringify(options)];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const gone = once(child, "exit");
  const report = await readReport(child).catch(async (error: unknown) => {
    child.kill("SIGKILL");
    await gone;
    throw error;
  });
  if ("code" in report) {
    await gone;
    throw new UsherError(report.code, report.message);
  }
  return {
    ...report,
    startedInMs: performance.now() - startedAt,
    async kill() {
      child.kill("SIGKILL");
      // Ends a server whose tracer was what the signal reached.
      child.stdin.destroy();
      await gone;
    },
    async stop() {
      child.stdin.end();
      const [code] = await gone;
      if (code !== 0 && code !== null) throw new Error(`the server ended with code ${code}`);
    },
  };
}

async function readReport(child: ChildProcess): Promise<ServeReport> {
  if (child.stdout === null) throw new Error("the server's output is not piped");
  const signal = AbortSignal.timeout(START_LIMIT_MS);
  for await (const line of createInterface({ input: child.stdout, signal })) return JSON.parse(line) as ServeReport;
  throw new Error("the server ended, or was given up, without saying where it listens");
}
