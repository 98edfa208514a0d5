import type { CaptureRequest, RawEvent } from "@usher/core";

/** Events not yet acknowledged, oldest first, and what was lost or repeated since the last acknowledgement. */
export interface EventQueue {
  readonly size: number;
  add(event: RawEvent): void;
  /** The oldest events, without taking them out. */
  head(limit: number): readonly RawEvent[];
  all(): readonly RawEvent[];
  remove(events: readonly RawEvent[]): void;
  countLost(count: number): void;
  countRetry(): void;
  losses(): Losses;
  /** The server has been told about these losses. */
  reported(losses: Losses): void;
}

type Losses = NonNullable<CaptureRequest["queue"]>;

/** At most `capacity` events: the oldest make room, and are counted. */
export function createEventQueue(capacity = 1_000, restored: readonly RawEvent[] = []): EventQueue {
  let events: RawEvent[] = [];
  let dropped = 0;
  let retries = 0;

  function add(event: RawEvent): void {
    events.push(event);
    if (events.length > capacity) {
      events.shift();
      dropped++;
    }
  }

  restored.forEach(add);
  return {
    get size() {
      return events.length;
    },
    add,
    head: (limit) => events.slice(0, limit),
    all: () => [...events],
    remove(gone) {
      const ids = new Set(gone.map((event) => event.id));
      events = events.filter((event) => !ids.has(event.id));
    },
    countLost(count) {
      dropped += count;
    },
    countRetry() {
      retries++;
    },
    losses: () => ({ dropped, retries }),
    reported(losses) {
      dropped -= losses.dropped;
      retries -= losses.retries;
    },
  };
}
