import { UsherError } from "@usher/core";
import type { EventSourceMessage } from "eventsource-parser";
import type { ConnectorSettings } from "./connector-options.ts";
import { EventReader } from "./event-reader.ts";
import { FATAL_CODES, openStream, StreamUnavailableError } from "./open-stream.ts";
import type { DisconnectReason } from "./stream-handlers.ts";
import { Watchdog } from "./watchdog.ts";

/** How a connection came to its end. */
export interface ConnectionEnd {
  readonly reason: DisconnectReason;
  /** How long it was open; 0 when it never was. */
  readonly lastedMs: number;
  /** The server's wish, or 0. */
  readonly retryAfterMs: number;
  readonly error?: unknown;
}

export interface ConnectionHooks {
  readonly onOpen: () => void;
  readonly onRetry: (retryMs: number) => void;
  /** Takes one event; a promise holds the reading back until there is room. */
  readonly onEvent: (event: EventSourceMessage) => Promise<void> | undefined;
}

export interface ConnectionTarget {
  readonly url: string;
  readonly lastEventId: string | null;
  /** Aborted when the client is stopped. */
  readonly signal: AbortSignal;
}

/**
 * Holds one connection until it ends, and says how. Throws only what is final: a refused key, or a product that does
 * not exist.
 */
export async function holdConnection(
  settings: ConnectorSettings,
  target: ConnectionTarget,
  hooks: ConnectionHooks,
): Promise<ConnectionEnd> {
  const { clock } = settings;
  // One controller for each connection, tied to the client's by hand: a chain of combined signals is never freed.
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  target.signal.addEventListener("abort", abort, { once: true });
  if (target.signal.aborted) abort();
  const silent = new UsherError("stream_silent", "the connection gave no sign of life");
  let watchdog = new Watchdog(clock, settings.connectTimeoutMs, () => controller.abort(silent));
  let openedAt: number | undefined;
  const ended = (reason: DisconnectReason, error?: unknown): ConnectionEnd => ({
    reason,
    lastedMs: openedAt === undefined ? 0 : clock.now() - openedAt,
    retryAfterMs: error instanceof StreamUnavailableError ? error.retryAfterMs : 0,
    ...(error !== undefined && { error }),
  });
  try {
    const { url, lastEventId } = target;
    const { secretKey, fetch } = settings;
    const body = await openStream(fetch, clock, { url, secretKey, lastEventId, signal: controller.signal });
    watchdog.stop();
    watchdog = new Watchdog(clock, settings.heartbeatTimeoutMs, () => controller.abort(silent));
    openedAt = clock.now();
    hooks.onOpen();
    return ended(await readBody(body, settings, watchdog, hooks, controller.signal));
  } catch (error) {
    if (error instanceof UsherError && FATAL_CODES.has(error.code)) throw error;
    return ended(reasonOf(controller.signal.reason === silent ? silent : error), error);
  } finally {
    watchdog.stop();
    target.signal.removeEventListener("abort", abort);
    // Whatever ended it, no socket is left open behind.
    abort();
  }
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  settings: ConnectorSettings,
  watchdog: Watchdog,
  hooks: ConnectionHooks,
  signal: AbortSignal,
): Promise<"ended" | "lagged"> {
  const events = new EventReader({ maxEventChars: settings.maxEventChars, onRetry: hooks.onRetry });
  const reader = body.getReader();
  let lagged = false;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || signal.aborted) return lagged ? "lagged" : "ended";
    watchdog.feed();
    for (const event of events.read(value)) {
      if (event.event === "lagged") lagged = true;
      const room = hooks.onEvent(event);
      if (room) await watchdog.rest(room);
      if (signal.aborted) return "ended";
    }
  }
}

function reasonOf(error: unknown): DisconnectReason {
  if (!(error instanceof UsherError)) return "failed";
  if (error.code === "stream_silent") return "silent";
  return error.code === "stream_event_too_large" ? "too_large" : "refused";
}
