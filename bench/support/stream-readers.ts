import { type IncomingMessage, request } from "node:http";
import { answerCalls } from "./child-calls.ts";

export interface OpenReaders {
  readonly url: string;
  readonly key: string;
  readonly count: number;
}

/** The calls this process answers. */
export interface StreamReadersCalls extends Readonly<Record<string, (argument: never) => unknown>> {
  /** Opens so many streams more. */
  open(options: OpenReaders): Promise<void>;
  /** Resolves once every stream has had so many bytes more. */
  receive(bytes: number): Promise<void>;
  closeAll(): Promise<void>;
}

interface Reader {
  readonly response: IncomingMessage;
  bytes: number;
}

/** Connections that are being opened at once. */
const AT_ONCE = 50;

let readers: Reader[] = [];
let goal = 0;
let waiting: { left: number; resolve(): void } | undefined;

const calls: StreamReadersCalls = {
  async open({ url, key, count }) {
    for (let left = count; left > 0; left -= AT_ONCE) {
      const opening = Array.from({ length: Math.min(left, AT_ONCE) }, () => open(url, key));
      readers.push(...(await Promise.all(opening)));
    }
  },
  async receive(bytes) {
    goal = bytes;
    for (const reader of readers) reader.bytes = 0;
    await new Promise<void>((resolve) => {
      waiting = { left: readers.length, resolve };
    });
    waiting = undefined;
  },
  async closeAll() {
    for (const { response } of readers) response.destroy();
    readers = [];
  },
};

answerCalls(calls);

function open(url: string, key: string): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      agent: false,
      headers: { authorization: `Bearer ${key}`, accept: "text/event-stream" },
    });
    sent.once("error", reject);
    sent.once("response", (response) => {
      if (response.statusCode !== 200) return reject(new Error(`The stream answered ${response.statusCode}.`));
      const reader: Reader = { response, bytes: 0 };
      response.on("data", (bytes: Buffer) => count(reader, bytes));
      response.on("error", () => {});
      resolve(reader);
    });
    sent.end();
  });
}

/** Frames of one sample have one length, and nothing else is sent meanwhile: counting bytes counts events. */
function count(reader: Reader, bytes: Buffer): void {
  const before = reader.bytes;
  reader.bytes += bytes.length;
  if (waiting === undefined || before >= goal || reader.bytes < goal) return;
  if (--waiting.left === 0) waiting.resolve();
}
