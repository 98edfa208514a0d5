import { MAX_BEHIND_BYTES, MAX_BEHIND_FRAMES, STREAM_HEADERS, type StreamSink } from "./sink.ts";

/** The same over a web stream, for runtimes without Node's response and for requests made in process. */
export function webSink(headers: Readonly<Record<string, string>>): { sink: StreamSink; response: Response } {
  const listeners: (() => void)[] = [];
  const waiting = new Set<() => void>();
  let closed = false;
  let behindFrames = 0;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const close = (): void => {
    if (closed) return;
    closed = true;
    wake();
    for (const listener of listeners) listener();
  };
  const queued = (): number => (closed ? 0 : MAX_BEHIND_BYTES - (controller?.desiredSize ?? 0));
  const body = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started;
      },
      pull() {
        if (queued() === 0) wake();
      },
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_BEHIND_BYTES }),
  );
  const sink: StreamSink = {
    write(chunk, frames = 1) {
      if (closed) return;
      if ((controller?.desiredSize ?? 0) <= 0) {
        controller?.error(new Error("the client reads too slowly"));
        return close();
      }
      if (queued() === 0) behindFrames = 0;
      behindFrames += frames;
      controller?.enqueue(chunk);
    },
    end(lastWords) {
      if (closed) return;
      if (lastWords !== undefined) controller?.enqueue(lastWords);
      controller?.close();
      close();
    },
    drained() {
      if (queued() === 0) return Promise.resolve();
      return new Promise((resolve) => waiting.add(resolve));
    },
    get closed() {
      return closed;
    },
    get isSlow() {
      return queued() >= MAX_BEHIND_BYTES || (queued() > 0 && behindFrames >= MAX_BEHIND_FRAMES);
    },
    get queuedBytes() {
      return queued();
    },
    onClose(listener) {
      if (closed) listener();
      else listeners.push(listener);
    },
  };
  return { sink, response: new Response(body, { headers: { ...headers, ...STREAM_HEADERS } }) };
}
