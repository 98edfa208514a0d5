import { UsherError } from "@usher/core";
import type { ActionsPayload, AnyPayload, SummaryPayload } from "@usher/core/documented";
import type { EventSourceMessage } from "eventsource-parser";
import { sessionKey } from "../session-key.ts";
import { SessionLanes } from "../session-lanes.ts";
import type { ConnectorSettings } from "./connector-options.ts";
import { Cursor } from "./cursor.ts";
import { RepeatFilter } from "./repeat-filter.ts";
import { parseStreamFrame, type StreamFrame } from "./stream-frame.ts";
import type { DeliveryInfo, PayloadHandler, StreamHandlers } from "./stream-handlers.ts";

type Deliverable = Extract<StreamFrame, { type: "payload" | "other" }>;

interface Job {
  readonly frame: Deliverable;
  readonly eventId: string | null;
  readonly done: () => void;
}

/** What became of the events so far. */
export interface DeliveryCounts {
  received: number;
  handled: number;
  /** Lost because the queue was full. */
  dropped: number;
  /** Not JSON, not an object, or not a payload. */
  skipped: number;
  /** Sent again by the server after a reconnect, and not handled again. */
  repeated: number;
  handlerErrors: number;
}

/** Takes the events of a stream and brings them to the handlers, in order for each session. */
export class Delivery {
  readonly counts: DeliveryCounts = { received: 0, handled: 0, dropped: 0, skipped: 0, repeated: 0, handlerErrors: 0 };
  readonly actions: Set<PayloadHandler<ActionsPayload>> = new Set();
  readonly summaries: Set<PayloadHandler<SummaryPayload>> = new Set();
  readonly others: Set<PayloadHandler<Readonly<Record<string, unknown>>>> = new Set();
  readonly cursor: Cursor;
  /** Where a new connection of this client goes on. */
  lastEventId: string | null = null;
  /** The server said that it has lost what came before. */
  wasReset = false;
  /** What the server gave this reader of a named consumer; null without one. */
  fence: number | null = null;
  readonly #handlers: StreamHandlers;
  readonly #settings: ConnectorSettings;
  readonly #lanes: SessionLanes<Job>;
  readonly #repeats = new RepeatFilter();
  readonly #stopping = new AbortController();
  #loop: ((payload: AnyPayload) => Promise<void>) | undefined;

  /** `onMove`: everything up to this event was handled. */
  constructor(settings: ConnectorSettings, handlers: StreamHandlers, onMove: (id: string) => void = () => {}) {
    this.#settings = settings;
    this.#handlers = handlers;
    if (handlers.onActions) this.actions.add(handlers.onActions);
    if (handlers.onSummary) this.summaries.add(handlers.onSummary);
    if (handlers.onOther) this.others.add(handlers.onOther);
    this.cursor = new Cursor((id) => {
      onMove(id);
      this.guard(() => handlers.onCursor?.(id));
    });
    this.#lanes = new SessionLanes({
      concurrency: settings.concurrency,
      maxPending: settings.maxQueueSize,
      overflow: settings.overflow,
      run: (job) => this.#handle(job),
      onDrop: (job) => this.#drop(job),
    });
  }

  get pending(): number {
    return this.#lanes.pending;
  }

  /** From now on every payload goes to this loop as well, one at a time and in the order of arrival. */
  deliverToLoop(loop: (payload: AnyPayload) => Promise<void>): void {
    if (this.#loop) throw new UsherError("client_already_started", "one loop at a time can read a client");
    this.#loop = loop;
  }

  /** Takes one event. A promise means that the queue is full: wait before you take the next one. */
  take(event: EventSourceMessage): Promise<void> | undefined {
    const { id } = event;
    const frame = parseStreamFrame(event.event, event.data);
    if (frame.type === "control") {
      if (frame.control === "reset") this.#reset(id ?? null);
      else if (id !== undefined) this.#begin(id);
      if (frame.control === "ready") this.fence = frame.fence;
      return undefined;
    }
    if (id !== undefined) {
      this.lastEventId = id;
      if (this.#repeats.isRepeat(id, event.data)) {
        this.counts.repeated++;
        return undefined;
      }
    }
    const done = id === undefined ? () => {} : this.cursor.track(id);
    if (frame.type === "unusable") {
      this.counts.skipped++;
      this.#settings.onMetric({ type: "frame-skipped", reason: frame.reason });
      return void done();
    }
    this.counts.received++;
    return this.#lanes.offer(this.#laneOf(frame), { frame, eventId: id ?? null, done });
  }

  idle(): Promise<void> {
    return this.#lanes.idle();
  }

  /** Starts no further handler. What waits stays unhandled, and the cursor stays before it. */
  close(): void {
    this.#lanes.close();
    this.#stopping.abort();
  }

  /** Runs a handler of the user's; what it throws is reported, and goes no further. */
  guard(run: () => unknown): void {
    try {
      run();
    } catch (cause) {
      this.#report("a handler threw", cause);
    }
  }

  #laneOf(frame: Deliverable): string {
    if (this.#loop) return "";
    if (frame.type === "payload") return sessionKey(frame.payload.productId, frame.payload.sessionId ?? "");
    const { product_id: product, session_id: session } = frame.data;
    return sessionKey(typeof product === "string" ? product : "", typeof session === "string" ? session : "");
  }

  async #handle({ frame, eventId, done }: Job): Promise<void> {
    const info: DeliveryInfo = { eventId, signal: this.#stopping.signal };
    if (frame.type === "other") await this.#callAll(this.others, frame.data, info, frame);
    else if (frame.payload.type === "actions") await this.#callAll(this.actions, frame.payload, info, frame);
    else await this.#callAll(this.summaries, frame.payload, info, frame);
    if (frame.type === "payload") await this.#loop?.(frame.payload);
    this.counts.handled++;
    done();
  }

  async #callAll<T>(handlers: Iterable<PayloadHandler<T>>, value: T, info: DeliveryInfo, frame: Deliverable) {
    for (const handler of handlers) {
      try {
        await handler(value, info);
      } catch (cause) {
        this.counts.handlerErrors++;
        this.#settings.onMetric({ type: "handler-failed", eventType: nameOf(frame), sessionId: sessionOf(frame) });
        this.#report(`a handler for ${nameOf(frame)} threw`, cause);
      }
    }
  }

  #drop({ frame, done }: Job): void {
    this.counts.dropped++;
    const sessionId = sessionOf(frame);
    const productId = frame.type === "payload" ? frame.payload.productId : "";
    const eventType = nameOf(frame);
    this.#settings.onMetric({ type: "event-dropped", reason: "queue_full", eventType, productId, sessionId });
    if (frame.type === "payload") this.guard(() => this.#handlers.onDrop?.(frame.payload, this.counts.dropped));
    done();
  }

  /** The server says where the stream begins: from here on nothing is missed, even if no payload comes before the end. */
  #begin(id: string): void {
    if (this.lastEventId !== null) return;
    this.lastEventId = id;
    this.cursor.track(id)();
  }

  /** Another reader has the consumer's name: where this one was means nothing any more. */
  forget(): void {
    this.fence = null;
    this.lastEventId = null;
  }

  #reset(id: string | null): void {
    const lastEventId = this.lastEventId ?? this.#settings.since;
    this.wasReset = true;
    this.lastEventId = id;
    this.guard(() => this.#handlers.onGap?.({ lastEventId }));
  }

  #report(what: string, cause: unknown): void {
    try {
      this.#handlers.onError?.(new UsherError("handler_failed", what, { cause }));
    } catch {
      // The last resort failed as well; the count above stays.
    }
  }
}

function nameOf(frame: Deliverable): string {
  return frame.type === "payload" ? frame.payload.type : frame.name;
}

function sessionOf(frame: Deliverable): string | null {
  return frame.type === "payload" ? frame.payload.sessionId : null;
}
