import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as a receiver saw it. */
export interface Received {
  readonly id: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** `session_id` of the payload. */
  readonly sessionId: string;
  readonly at: number;
}

/** Answers a request; the body has been read. */
export type Answer = (received: Received, response: ServerResponse, request: IncomingMessage) => void;

/** A receiver of webhooks on a real socket, as good or bad as it is told to be. */
export interface Sink {
  readonly origin: string;
  readonly url: string;
  readonly received: readonly Received[];
  /** Sockets that were opened to it. */
  readonly connectionCount: number;
  /** From now on it answers like this. */
  answer(answer: Answer): void;
  /** Resolves once it has so many requests. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 15_000;

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => response.writeHead(code, headers).end();
}

/** @param now what the requests are stamped with. */
export async function openSink(first: Answer, now: () => number = Date.now): Promise<Sink> {
  const received: Received[] = [];
  let answer = first;
  let connectionCount = 0;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { session_id: sessionId = "" } = JSON.parse(body) as { session_id?: string };
    const one = { id: String(request.headers["webhook-id"]), headers: request.headers, body, sessionId, at: now() };
    received.push(one);
    answer(one, response, request);
  });
  server.on("connection", () => {
    connectionCount += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/usher`,
    received,
    get connectionCount() {
      return connectionCount;
    },
    answer(next) {
      answer = next;
    },
    async until(count) {
      const giveUpAt = performance.now() + PATIENCE_MS;
      while (received.length < count) {
        if (performance.now() > giveUpAt) throw new Error(`${received.length} of ${count} requests arrived`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
