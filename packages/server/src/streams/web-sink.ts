import { MAX_BEHIND_BYTES, STREAM_HEADERS, type StreamSink } from "./sink.ts";

/** The same over a web stream, for runtimes without Node's response and for requests made in process. */
export function webSink(headers: Readonly<Record<string, string>>): { sink: StreamSink; response: Response } {
  const listeners: (() => void)[] = [];
  let closed = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const close = (): void => {
    if (closed) return;
    closed = true;
    for (const listener of listeners) listener();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started;
      },
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_BEHIND_BYTES }),
  );
  const sink: StreamSink = {
    write(chunk) {
      if (closed) return;
      if ((controller?.desiredSize ?? 0) <= 0) {
        controller?.error(new Error("the client reads too slowly"));
        return close();
      }
      controller?.enqueue(chunk);
    },
    end() {
      if (closed) return;
      controller?.close();
      close();
    },
    get closed() {
      return closed;
    },
    onClose(listener) {
      if (closed) listener();
      else listeners.push(listener);
    },
  };
  return { sink, response: new Response(body, { headers: { ...headers, ...STREAM_HEADERS } }) };
}
