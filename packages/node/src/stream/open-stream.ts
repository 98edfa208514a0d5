import { UsherError } from "@usher/core";
import type { Clock } from "../clock.ts";
import type { Fetch } from "../fetch.ts";

export interface StreamRequest {
  readonly url: string;
  readonly secretKey: string;
  /** Sent as `Last-Event-ID`. */
  readonly lastEventId: string | null;
  /** Ends the request, and the stream it opens. */
  readonly signal: AbortSignal;
}

/** What a server's refusal means. Trying again cannot help: somebody has to change something. */
const REFUSALS: ReadonlyMap<number, readonly [code: string, fix: string]> = new Map([
  [401, ["stream_unauthorized", "the secret key is missing or not valid; check the key of this product"]],
  [403, ["stream_forbidden", "the key is valid, but not for this product"]],
  [404, ["stream_not_found", "there is no such product, or no stream at this address"]],
]);

export const FATAL_CODES: ReadonlySet<string> = new Set([...REFUSALS.values()].map(([code]) => code));

/** The server answered, but not with a stream; `retryAfterMs` is its own wish. */
export class StreamUnavailableError extends UsherError {
  readonly status: number;
  readonly retryAfterMs: number;

  constructor(message: string, status: number, retryAfterMs: number) {
    super("stream_unavailable", message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Opens the stream, and returns its body only when the server has really granted it: a status of 200 and a body of
 * the right type. Throws UsherError `stream_unauthorized`, `stream_forbidden` or `stream_not_found`, which are final,
 * and `stream_unavailable` for everything that may pass.
 */
export async function openStream(
  fetch: Fetch,
  clock: Clock,
  request: StreamRequest,
): Promise<ReadableStream<Uint8Array>> {
  const headers: Record<string, string> = { accept: "text/event-stream", "cache-control": "no-store" };
  if (request.secretKey !== "") headers.authorization = `Bearer ${request.secretKey}`;
  if (request.lastEventId !== null) headers["last-event-id"] = request.lastEventId;
  const response = await fetch(request.url, { headers, signal: request.signal });
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 200 && type.toLowerCase().startsWith("text/event-stream") && response.body)
    return response.body;
  await response.body?.cancel().catch(() => {});
  throw refusal(response, type, withoutQuery(request.url), clock);
}

function refusal(response: Response, type: string, address: string, clock: Clock): UsherError {
  const known = REFUSALS.get(response.status);
  if (known) return new UsherError(known[0], `${address} answered ${response.status}: ${known[1]}`);
  const what = response.status === 200 ? `200 with ${type || "no content type"}, not an event stream` : response.status;
  return new StreamUnavailableError(`${address} answered ${what}`, response.status, retryAfterMs(response, clock));
}

/** `Retry-After` in seconds or as a date; 0 when there is none. */
function retryAfterMs(response: Response, clock: Clock): number {
  const text = response.headers.get("retry-after");
  if (text === null) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - clock.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*/s, "");
}
