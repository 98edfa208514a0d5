import { statfs } from "node:fs/promises";
import { createServer as createHttpServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { UsherError } from "@usher/core";
import { takeDataDirectory } from "./adapters/data-directory.ts";
import { loadInstallationSecrets } from "./adapters/installation-secrets.ts";
import { openEmbeddedStore } from "./adapters/sql/open-embedded.ts";
import { systemClock } from "./adapters/system-clock.ts";
import { type Composition, compose } from "./compose.ts";
import type { ResolvedConfig } from "./config/config.ts";
import { createLogger, type Logger } from "./observe/logger.ts";
import { createMetrics } from "./observe/metrics.ts";
import { NEVER_OVERLOADED, watchOverload } from "./observe/overload.ts";
import { startRetention } from "./retention/retention.ts";

export interface Started {
  /** Where it listens. */
  readonly url: string;
  /** Products there are, in the configuration and in the store. */
  readonly productCount: number;
}

export interface UsherServer {
  /** Answers a web-standard request; needs `start` to have run. */
  fetch(request: Request): Promise<Response>;
  /** Opens the store and listens. Rejects with UsherError `port_in_use` or `data_dir_locked`. */
  start(): Promise<Started>;
  /** Stops accepting, ends streams, finishes what was begun, closes the store. May be called twice. */
  stop(): Promise<void>;
}

/** How long requests that are being answered may still take when the server stops. */
const DRAIN_MS = 10_000;
/** The embedded server: one process, one data directory. */
export function createServer(config: ResolvedConfig, options: { readonly log?: Logger } = {}): UsherServer {
  const log = options.log ?? createLogger(config.logLevel);
  let running: Running | undefined;

  return {
    async fetch(request) {
      if (running === undefined) throw new UsherError("not_started", "Call start() first.");
      return running.composition.app.fetch(request);
    },
    async start() {
      if (running !== undefined) return startedOf(running);
      running = await start(config, log);
      log.info({ url: running.url, dataDir: config.dataDir }, "started");
      return startedOf(running);
    },
    async stop() {
      const stopping = running;
      running = undefined;
      await stopping?.stop();
      if (stopping !== undefined) log.info({}, "stopped");
    },
  };
}

interface Running {
  readonly url: string;
  readonly composition: Composition;
  stop(): Promise<void>;
}

function startedOf({ url, composition }: Running): Started {
  return { url, productCount: composition.products.all.length };
}

async function start(config: ResolvedConfig, log: Logger): Promise<Running> {
  const clock = systemClock();
  const directory = await takeDataDirectory(config.dataDir);
  try {
    const { tokenSecret, sealKeys, adminKey: localAdminKey } = loadInstallationSecrets(directory.dir);
    const store = await openEmbeddedStore({ dir: directory.dir });
    const metrics = createMetrics({ process: true });
    metrics.read("disk_free_bytes", async () => {
      const { bavail, bsize } = await statfs(directory.dir);
      return bavail * bsize;
    });
    const composition = compose(config, {
      store,
      tokenSecret,
      sealKeys,
      localAdminKey,
      clock,
      log,
      metrics,
      overload: config.shedLoad ? watchOverload(clock) : NEVER_OVERLOADED,
    });
    const server = listenable(composition);
    const releaseConnections = trackConnections(server);
    try {
      await composition.products.reload();
      await listen(server, config.server.port, config.server.host);
    } catch (error) {
      await store.close();
      throw error;
    }
    const url = urlOf(server, config.server.host);
    directory.announce(url);
    await composition.engine.restoreTimers();
    await composition.webhooks.start();
    await composition.memories.resume();
    await composition.summaries.resume(composition.products.all.map(({ id }) => id));
    const { engine, hub, summaries } = composition;
    const retention = startRetention({
      store,
      clock,
      log,
      settings: config.retention,
      sessions: {
        isOpen: hub.isListening,
        onPruned: (productId, sessionId) => engine.evict(productId, [sessionId]),
      },
      streamNeededSince: summaries.neededSince,
    });
    return {
      url,
      composition,
      async stop() {
        composition.beginStop();
        releaseConnections();
        await close(server);
        await composition.engine.stop();
        await composition.summaries.stop();
        await composition.memories.stop();
        await composition.webhooks.stop();
        await retention.stop();
        await store.close();
        directory.close();
      },
    };
  } catch (error) {
    directory.close();
    throw error;
  }
}

/** Limits of reliability §5.1. Without the checking interval Node enforces the header time-out only every 30 s. */
function listenable({ app }: Composition): Server {
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer: createHttpServer,
    serverOptions: {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 72_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16 * 1024,
    },
  }) as Server;
  server.maxRequestsPerSocket = 1_000;
  server.maxConnections = 15_000;
  return server;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      const text = taken
        ? `Port ${port} on ${host} is in use. Stop what listens there, or choose another: --port ${port + 1}`
        : `Cannot listen on ${host}:${port}: ${error.message}`;
      reject(new UsherError(taken ? "port_in_use" : "cannot_listen", text, { cause: error }));
    });
    server.listen(port, host, () => resolve());
  });
}

/** Streams were ended before; what remains are requests being answered, which get a while. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/**
 * What may go when the server stops, by the function returned. Browsers open connections in advance; Node counts one that
 * never asked anything as busy, and would wait for it. One that goes on asking is told to stop, and closed once answered.
 */
function trackConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  const answering = new Set<ServerResponse>();
  let isStopping = false;
  server.on("connection", (socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  server.prependListener("request", ({ socket }, response) => {
    unused.delete(socket);
    answering.add(response);
    if (isStopping) response.shouldKeepAlive = false;
    response.once("close", () => {
      answering.delete(response);
      if (isStopping) server.closeIdleConnections();
    });
  });
  return () => {
    isStopping = true;
    for (const socket of unused) socket.destroy();
    for (const response of answering) response.shouldKeepAlive = false;
  };
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
