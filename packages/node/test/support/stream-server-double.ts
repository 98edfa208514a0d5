import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoggedEvent {
  readonly id: string;
  readonly data: unknown;
}

/** How one connection is served; decided anew for each. */
export interface ConnectionPlan {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text sent instead of the log. */
  readonly body?: string;
  /** Cut the connection after so many bytes of the log, wherever that is. */
  readonly cutAfterBytes?: number;
  /** Sizes of the writes, repeated. */
  readonly chunkSizes?: readonly number[];
  /** End the response when the log has been sent. Default: stay open. */
  readonly end?: boolean;
  /** Send the last few events before the resume point again, as a server may that only promises "at least once". */
  readonly overlap?: number;
}

export interface SeenRequest {
  readonly url: string;
  readonly lastEventId: string | undefined;
  readonly authorization: string | undefined;
}

/**
 * A stand-in for the stream endpoint, over real HTTP: a log of events with ids `e1:<n>`, resumed by `Last-Event-ID` or
 * `?since=`. It misbehaves as planned. It proves the client against the wire contract, not against the product.
 */
export class StreamServerDouble {
  readonly requests: SeenRequest[] = [];
  readonly #log: LoggedEvent[] = [];
  readonly #open = new Set<ServerResponse>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #plan: (connection: number) => ConnectionPlan = () => ({});

  static async start(plan: (connection: number) => ConnectionPlan = () => ({})): Promise<StreamServerDouble> {
    const double = new StreamServerDouble();
    double.#plan = plan;
    await new Promise<void>((resolve) => double.#server.listen(0, "127.0.0.1", resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get openCount(): number {
    return this.#open.size;
  }

  /** Adds to the log and sends it to those who listen. */
  append(...data: unknown[]): void {
    for (const item of data) {
      const event = { id: `e1:${this.#log.length + 1}`, data: item };
      this.#log.push(event);
      for (const response of this.#open) response.write(toFrame(event));
    }
  }

  write(text: string): void {
    for (const response of this.#open) response.write(text);
  }

  endAll(): void {
    for (const response of this.#open) response.end();
  }

  destroyAll(): void {
    for (const response of this.#open) response.destroy();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const plan = this.#plan(this.requests.length);
    const { "last-event-id": lastEventId, authorization } = request.headers;
    this.requests.push({ url: request.url ?? "", lastEventId: lastEventId as string | undefined, authorization });
    response.on("error", () => {});
    response.writeHead(plan.status ?? 200, { "content-type": "text/event-stream", ...plan.headers });
    response.flushHeaders();
    response.on("close", () => this.#open.delete(response));
    const since = new URL(request.url ?? "/", "http://double").searchParams.get("since");
    const text = plan.body ?? this.#backlog((lastEventId as string | undefined) ?? since, plan.overlap ?? 0);
    const sent = await writeInChunks(response, Buffer.from(text), plan);
    if (sent === "cut") return void response.destroy();
    if (plan.end || (plan.status ?? 200) !== 200) return void response.end();
    this.#open.add(response);
  }

  #backlog(position: string | null, overlap: number): string {
    if (position === null) return "";
    const offset = Number(position.replace("e1:", ""));
    return this.#log
      .slice(Math.max(0, offset - overlap))
      .map(toFrame)
      .join("");
  }
}

function toFrame({ id, data }: LoggedEvent): string {
  return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

async function writeInChunks(response: ServerResponse, bytes: Buffer, plan: ConnectionPlan): Promise<"all" | "cut"> {
  const { cutAfterBytes = Number.POSITIVE_INFINITY, chunkSizes = [] } = plan;
  const end = Math.min(bytes.length, cutAfterBytes);
  let step = 0;
  for (let at = 0; at < end; ) {
    const size = chunkSizes.length > 0 ? (chunkSizes[step++ % chunkSizes.length] ?? end) : end;
    await new Promise<void>((resolve) => response.write(bytes.subarray(at, Math.min(end, at + size)), () => resolve()));
    at += size;
  }
  return cutAfterBytes < bytes.length ? "cut" : "all";
}
