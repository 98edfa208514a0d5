import { type ClientRequest, type IncomingMessage, request } from "node:http";

/** One frame as it came, knowing nothing of the product's code. */
export interface ReadFrame {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: string;
}

export interface ReaderOptions {
  /** e.g. `http://127.0.0.1:8787/stream/acme?since=0`; with `socketPath`, its host is only a name. */
  readonly url: string;
  readonly key: string;
  readonly lastEventId?: string | undefined;
  readonly socketPath?: string;
  /** False: frames are handed over and forgotten, for a thousand readers at once. Default true. */
  readonly keepFrames?: boolean;
}

export interface StreamReader {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly frames: readonly ReadFrame[];
  /** Milliseconds of the `retry:` line. */
  readonly retryMs: number | undefined;
  /** Body of an answer that is not a stream. */
  readonly body: string;
  /** Resolves when the connection is over, whoever ended it. */
  readonly ended: Promise<void>;
  /** Stops taking bytes, so that the sender's buffers fill. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** A client of the stream written from the format's documentation alone: HTTP, lines, blank lines. */
export async function openReader(
  { url, key, lastEventId, socketPath, keepFrames = true }: ReaderOptions,
  onFrame: (frame: ReadFrame) => void = () => {},
): Promise<StreamReader> {
  const headers: Record<string, string> = { accept: "text/event-stream", authorization: `Bearer ${key}` };
  if (lastEventId !== undefined) headers["last-event-id"] = lastEventId;
  const frames: ReadFrame[] = [];
  let retryMs: number | undefined;
  let body = "";
  let rest = "";
  const sent: ClientRequest = request(url, {
    headers,
    agent: false,
    ...(socketPath === undefined ? {} : { socketPath }),
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve).once("error", reject).end();
  });
  sent.on("error", () => {});
  const isStream = (response.headers["content-type"] ?? "").startsWith("text/event-stream");
  response.setEncoding("utf8");
  response.on("data", (text: string) => {
    if (!isStream) {
      body += text;
      return;
    }
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const retry = /^retry: (\d+)$/m.exec(block)?.[1];
      if (retry !== undefined) retryMs = Number(retry);
      const frame = readBlock(block);
      if (frame === undefined) continue;
      if (keepFrames) frames.push(frame);
      onFrame(frame);
    }
  });
  const ended = new Promise<void>((resolve) => {
    response.on("error", () => {});
    response.once("close", () => resolve());
  });
  const reader: StreamReader = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    frames,
    ended,
    get retryMs() {
      return retryMs;
    },
    get body() {
      return body;
    },
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void response.destroy(),
  };
  if (!isStream) await ended;
  return reader;
}

function readBlock(block: string): ReadFrame | undefined {
  let event: string | undefined;
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value = ""] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    if (field === "event") event = value;
    if (field === "id") id = value;
    if (field === "data") data.push(value);
  }
  return data.length === 0 ? undefined : { event, id, data: data.join("\n") };
}
