import type { UsherError } from "@usher/core";
import type { ActionsPayload, AnyPayload, SummaryPayload } from "@usher/core/documented";

/** What a handler is told besides the payload. */
export interface DeliveryInfo {
  /** The event's place in the stream; null when the server gives none. */
  readonly eventId: string | null;
  /** Aborted when the client is stopped. */
  readonly signal: AbortSignal;
}

export type PayloadHandler<T> = (payload: T, info: DeliveryInfo) => unknown;

export type DisconnectReason = "ended" | "failed" | "refused" | "silent" | "lagged" | "too_large";

export interface Disconnect {
  readonly reason: DisconnectReason;
  /** How many times in a row; 1 for the first. */
  readonly attempt: number;
  /** Until the next attempt; null when there will be none. */
  readonly retryInMs: number | null;
  readonly error?: unknown;
}

/** The server no longer has what came after `lastEventId`: everything in between is missing. */
export interface StreamGap {
  readonly lastEventId: string | null;
}

/** Functions called as things happen. Each may return a promise; those for payloads are waited for. */
export interface StreamHandlers {
  readonly onActions?: PayloadHandler<ActionsPayload>;
  readonly onSummary?: PayloadHandler<SummaryPayload>;
  /** Frames of any other type, `usertour_trigger` among them, as they came on the wire. */
  readonly onOther?: (data: Readonly<Record<string, unknown>>, info: DeliveryInfo) => unknown;
  /** A payload that is lost because the queue was full; never called with `overflow: "wait"`. */
  readonly onDrop?: (payload: AnyPayload, totalDropped: number) => void;
  readonly onConnect?: () => void;
  readonly onDisconnect?: (disconnect: Disconnect) => void;
  readonly onGap?: (gap: StreamGap) => void;
  /** The cursor moved: store it, and hand it back as `since` after a restart. */
  readonly onCursor?: (cursor: string) => void;
  /** A handler of yours threw. The payload counts as handled. */
  readonly onError?: (error: UsherError) => void;
}
