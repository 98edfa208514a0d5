import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createAdaptorServer } from "@hono/node-server";
import Database from "libsql";
import projects from "../../examples/projects/usher.config.ts";
import { createMemoryStore } from "../../packages/server/src/adapters/memory-store.ts";
import { openEmbeddedStore } from "../../packages/server/src/adapters/sql/open-embedded.ts";
import { systemClock } from "../../packages/server/src/adapters/system-clock.ts";
import { compose } from "../../packages/server/src/compose.ts";
import { loadConfig } from "../../packages/server/src/config/load-config.ts";
import { silentLogger } from "../../packages/server/src/observe/logger.ts";
import { answerCalls } from "./child-calls.ts";

export interface StartServer {
  /** `usher`: the server as it ships. `storage-off`: the same without storage. `bare`: node:http and JSON.parse. */
  readonly kind: "usher" | "storage-off" | "bare";
  /** For `usher`: an empty folder on a real disk. */
  readonly dir?: string;
  /** The built example app, to be served under its own path. */
  readonly appDir?: string;
}

export interface StoppedServer {
  /** Events found in the database after the stop, by opening it again. */
  readonly storedEvents: number | null;
}

interface Running {
  readonly server: Server;
  stop(): Promise<StoppedServer>;
}

let running: Running | undefined;

/** The calls this process answers. */
export interface ServerCalls extends Readonly<Record<string, (argument: never) => unknown>> {
  start(options: StartServer): Promise<{ readonly url: string }>;
  /** CPU time used so far, milliseconds. */
  cpuMs(): Promise<number>;
  stop(): Promise<StoppedServer>;
}

const calls: ServerCalls = {
  async start(options) {
    running = options.kind === "bare" ? startBare() : await startUsher(options);
    const { server } = running;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  },
  async cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  async stop() {
    if (running === undefined) return { storedEvents: null };
    running.server.closeAllConnections();
    await new Promise((resolve) => running?.server.close(resolve));
    return running.stop();
  },
};

answerCalls(calls);

async function startUsher({ kind, dir, appDir }: StartServer): Promise<Running> {
  if (kind === "usher" && dir === undefined) throw new Error("The durable server needs a folder.");
  const staticFiles = appDir === undefined ? [] : [{ path: "/demo/projects", dir: appDir, spa: true }];
  const config = loadConfig({
    file: { ...projects, staticFiles, logLevel: "silent" },
    environment: {},
    flags: { port: 0 },
  });
  const store = dir === undefined ? createMemoryStore() : await openEmbeddedStore({ dir });
  const { app, engine, beginStop } = compose(config, {
    store,
    tokenSecret: "a secret of the benchmark, 32 bytes or more",
    clock: systemClock(),
    log: silentLogger,
  });
  return {
    server: createAdaptorServer({ fetch: app.fetch, createServer }) as Server,
    async stop() {
      beginStop();
      await engine.stop();
      await store.close();
      return { storedEvents: dir === undefined ? null : countEvents(dir) };
    },
  };
}

function countEvents(dir: string): number {
  const database = new Database(join(dir, "usher.db"));
  const { count } = database.prepare("select count(*) as count from action").get() as { count: number };
  database.close();
  return count;
}

/** The least a server can do with a batch: read it, decompress it if need be, parse it, answer. */
function startBare(): Running {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
      const { events, batch = events } = JSON.parse(text) as { events?: unknown[]; batch?: unknown[] };
      const body = JSON.stringify({ accepted: batch?.length, duplicate: 0, rejected: [] });
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
      response.end(body);
    });
  });
  return { server, stop: async () => ({ storedEvents: null }) };
}
