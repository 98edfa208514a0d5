import { UsherError } from "@usher/core";
import { createParser, type EventSourceMessage } from "eventsource-parser";

export interface EventReaderOptions {
  /** Characters one unfinished event may take. */
  readonly maxEventChars: number;
  /** The server's wish for the wait before reconnecting. */
  readonly onRetry?: (retryMs: number) => void;
}

/** Turns the bytes of an event stream into events, however they are cut. One reader for each connection. */
export class EventReader {
  readonly #decoder = new TextDecoder();
  readonly #parser: { feed(chunk: string): void };
  #events: EventSourceMessage[] = [];
  #tooLarge = false;
  #endedWithReturn = false;

  constructor(options: EventReaderOptions) {
    this.#parser = createParser({
      maxBufferSize: options.maxEventChars,
      onEvent: (event) => this.#events.push(event),
      onRetry: options.onRetry,
      onError: (error) => {
        // Unknown fields and odd retry values are to be ignored, says the format.
        if (error.type === "max-buffer-size-exceeded") this.#tooLarge = true;
      },
    });
  }

  /** The events these bytes complete. Throws UsherError `stream_event_too_large`, after which the reader is spent. */
  read(chunk: Uint8Array): readonly EventSourceMessage[] {
    this.#feed(this.#decoder.decode(chunk, { stream: true }));
    const events = this.#events;
    if (events.length > 0) this.#events = [];
    if (this.#tooLarge) throw new UsherError("stream_event_too_large", "one event exceeds the limit of maxEventChars");
    return events;
  }

  /**
   * A carriage return at the end of a chunk may be a whole line end or the first half of one. The parser would wait
   * for the next chunk to find out, and hold an event back that is complete; so the other half is added here, and
   * taken from the next chunk if it comes.
   */
  #feed(decoded: string): void {
    if (decoded === "") return;
    const text = this.#endedWithReturn && decoded.startsWith("\n") ? decoded.slice(1) : decoded;
    this.#endedWithReturn = text.endsWith("\r");
    if (text !== "") this.#parser.feed(this.#endedWithReturn ? `${text}\n` : text);
  }
}
