import { readEvents, type ServerEvent } from "../stream/read-events.ts";
import { retryAfterMs } from "./backoff.ts";

/** The answer to a request for an event stream. */
export interface OpenedStream {
  readonly ok: boolean;
  readonly status: number;
  /** When a refusal says how long to wait. */
  readonly retryAfterMs: number | undefined;
  /** Its events as they arrive; `onBytes` hears of every chunk, comments included. To be read once. */
  events(onBytes?: () => void): AsyncGenerator<ServerEvent, void, undefined>;
}

export function toOpenedStream(response: Response, now: number): OpenedStream {
  return {
    ok: response.ok,
    status: response.status,
    retryAfterMs: retryAfterMs(response.headers.get("retry-after"), now),
    events: (onBytes) => readEvents(response.body ?? new ReadableStream(), onBytes),
  };
}
