/** One client's open event stream. Writing to a closed sink does nothing. */
export interface StreamSink {
  /** `frames` is how many frames the bytes hold; default 1. */
  write(chunk: Uint8Array, frames?: number): void;
  /** Ends the stream, after these bytes if there are any; the client may reconnect. */
  end(lastWords?: Uint8Array): void;
  readonly closed: boolean;
  /** Whether the client is further behind than it may be: cut it, it resumes from the log. */
  readonly isSlow: boolean;
  /** Bytes written that the client has not taken. */
  readonly queuedBytes: number;
  /** Resolves when the client has taken what was written, or is gone. */
  drained(): Promise<void>;
  /** Called once, when either side ended it. */
  onClose(listener: () => void): void;
}

/** Bytes a client may be behind before it is cut: it resumes from the log, so nothing is lost by cutting. */
export const MAX_BEHIND_BYTES: number = 1024 * 1024;
/** Frames a client may be behind, since it last had taken everything. */
export const MAX_BEHIND_FRAMES = 256;
/** How long a client that was ended may still take for what was written before. */
export const LAST_WORDS_MS = 5_000;

export const STREAM_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

const encoder = new TextEncoder();

export function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
}
