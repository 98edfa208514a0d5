/** One client's open event stream. Writing to a closed sink does nothing. */
export interface StreamSink {
  write(chunk: Uint8Array): void;
  /** Ends the stream; the client may reconnect. */
  end(): void;
  readonly closed: boolean;
  /** Called once, when either side ended it. */
  onClose(listener: () => void): void;
}

/** Bytes a client may be behind before it is cut: it resumes from the log, so nothing is lost by cutting. */
export const MAX_BEHIND_BYTES: number = 1024 * 1024;

export const STREAM_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

const encoder = new TextEncoder();

export function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
}
