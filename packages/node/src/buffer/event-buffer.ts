import type { AnyPayload } from "@usher/core/documented";
import { checkCount } from "../check-limit.ts";
import { safeCallback } from "../safe-callback.ts";

export interface EventBufferOptions {
  /** Payloads kept; when there is one more, the oldest goes. Default 1,000. */
  readonly maxSize?: number;
  /** A payload that had to go. */
  readonly onDrop?: (payload: AnyPayload) => void;
}

export interface DrainFilter {
  /** Only this session's; null for those without one. */
  readonly sessionId?: string | null;
  readonly productId?: string;
  readonly type?: AnyPayload["type"];
}

/** Keeps the latest payloads in memory until somebody fetches them. Bounded. */
export class EventBuffer {
  readonly maxSize: number;
  readonly #onDrop: (payload: AnyPayload) => void;
  #payloads: AnyPayload[] = [];
  #droppedCount = 0;

  /** Throws UsherError `option_invalid`, with the path. */
  constructor(options: EventBufferOptions = {}) {
    this.maxSize = checkCount("maxSize", options.maxSize ?? 1_000, 1);
    this.#onDrop = safeCallback(options.onDrop);
  }

  get size(): number {
    return this.#payloads.length;
  }

  get droppedCount(): number {
    return this.#droppedCount;
  }

  add(payload: AnyPayload): void {
    this.#payloads.push(payload);
    if (this.#payloads.length <= this.maxSize) return;
    const oldest = this.#payloads.shift();
    this.#droppedCount++;
    // Last, so that the callback may use the buffer.
    if (oldest) this.#onDrop(oldest);
  }

  /** Removes and returns what matches, oldest first; without a filter, everything. */
  drain(filter: DrainFilter = {}): AnyPayload[] {
    const drained = this.#payloads.filter((payload) => matches(payload, filter));
    this.#payloads = this.#payloads.filter((payload) => !matches(payload, filter));
    return drained;
  }

  /** The newest `count` that match, oldest first; they stay. */
  peek(count: number = this.maxSize, filter: DrainFilter = {}): AnyPayload[] {
    checkCount("count", count, 0);
    return count === 0 ? [] : this.#payloads.filter((payload) => matches(payload, filter)).slice(-count);
  }

  clear(): void {
    this.#payloads = [];
  }
}

function matches(payload: AnyPayload, { sessionId, productId, type }: DrainFilter): boolean {
  if (type !== undefined && payload.type !== type) return false;
  if (productId !== undefined && payload.productId !== productId) return false;
  return sessionId === undefined || payload.sessionId === sessionId;
}
