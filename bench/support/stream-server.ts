import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import projects from "../../examples/projects/usher.config.ts";
import { createMemoryStore } from "../../packages/server/src/adapters/memory-store.ts";
import { systemClock } from "../../packages/server/src/adapters/system-clock.ts";
import { compose } from "../../packages/server/src/compose.ts";
import { loadConfig } from "../../packages/server/src/config/load-config.ts";
import { silentLogger } from "../../packages/server/src/observe/logger.ts";
import { answerCalls } from "./child-calls.ts";
import { usedBytes } from "./used-bytes.ts";

export const STREAM_KEY = "sk_bench_0123456789012345678901234567890123456789";

export interface PublishOptions {
  readonly events: number;
  /** Characters of one payload. */
  readonly chars: number;
}

/** The calls this process answers. */
export interface StreamServerCalls extends Readonly<Record<string, (argument: never) => unknown>> {
  /** `usher`: streams as they ship. `bare`: node:http, one buffer written to every response. */
  start(kind: "usher" | "bare"): Promise<{ readonly url: string }>;
  /** One event in each turn of the event loop, waiting whenever readers have not taken what was written. */
  publish(options: PublishOptions): Promise<{ readonly cpuMs: number }>;
  /** Bytes of one frame with a payload of so many characters. */
  frameBytes(chars: number): number;
  openCount(): number;
  /** Resident memory after a garbage collection. */
  residentBytes(): Promise<number>;
}

interface Streams {
  readonly server: Server;
  readonly epoch: string;
  publish(position: number, data: string): void;
  readonly openCount: number;
  readonly queuedBytes: number;
}

/** Positions have as many digits from the first to the last, so that every frame has the same length. */
const FIRST_POSITION = 1_000_000;
const LOOK_EVERY = 20;
const PRODUCTS = projects.products ?? [];

let streams: Streams | undefined;
let position = FIRST_POSITION;

const calls: StreamServerCalls = {
  async start(kind) {
    streams = kind === "bare" ? startBare() : startUsher();
    const { server } = streams;
    await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stream/${PRODUCTS[0]?.id}` };
  },
  async publish({ events, chars }) {
    const running = streams as Streams;
    const data = payload(chars);
    const before = process.cpuUsage();
    for (let count = 1; count <= events; count++) {
      running.publish(++position, data);
      await turn();
      while (count % LOOK_EVERY === 0 && running.queuedBytes > 0) await turn();
    }
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1_000 };
  },
  frameBytes: (chars) => frame(streams?.epoch ?? "", FIRST_POSITION, payload(chars)).length,
  openCount: () => streams?.openCount ?? 0,
  async residentBytes() {
    usedBytes();
    return process.memoryUsage().rss;
  },
};

answerCalls(calls);

function payload(chars: number): string {
  return JSON.stringify({ type: "actions", text: "x".repeat(chars) });
}

function frame(epoch: string, at: number, data: string): Buffer {
  return Buffer.from(`id: ${epoch}:${at}\ndata: ${data}\n\n`);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function startUsher(): Streams {
  const products = PRODUCTS.map((product) => ({ ...product, secretKeys: [STREAM_KEY] }));
  const config = loadConfig({
    file: {
      ...projects,
      products,
      staticFiles: [],
      logLevel: "silent",
      streams: { maxPerKey: 20_000, maxAgeS: 3_600 },
    },
    environment: {},
    flags: { port: 0 },
  });
  const store = createMemoryStore();
  const { app, productHub } = compose(config, {
    store,
    // Bytes are counted: nothing but events is to be sent while they are.
    heartbeatS: 3_600,
    tokenSecret: "a secret of the benchmark, 32 bytes or more",
    clock: systemClock(),
    log: silentLogger,
  });
  return {
    epoch: store.epoch,
    server: createAdaptorServer({ fetch: app.fetch, createServer }) as Server,
    publish: (at, data) =>
      productHub.publish({
        productId: PRODUCTS[0]?.id ?? "",
        position: at,
        sessionId: "s",
        type: "actions",
        at: 0,
        data,
      }),
    get openCount() {
      return productHub.subscriberCount;
    },
    get queuedBytes() {
      return productHub.queuedBytes;
    },
  };
}

/** The least a server can do: one buffer, written to every response. */
function startBare(): Streams {
  const responses = new Set<ServerResponse>();
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    responses.add(response);
    response.on("close", () => responses.delete(response));
  });
  const epoch = createMemoryStore().epoch;
  return {
    server,
    epoch,
    publish(at, data) {
      const bytes = frame(epoch, at, data);
      for (const response of responses) response.write(bytes);
    },
    get openCount() {
      return responses.size;
    },
    get queuedBytes() {
      let bytes = 0;
      for (const response of responses) bytes += response.writableLength;
      return bytes;
    },
  };
}
