import type { OpenedStream } from "../transport/opened-stream.ts";
import type { ServerEvent } from "./read-events.ts";
import { reconnectDelayMs } from "./reconnect-delay.ts";

export interface KeptStream {
  /** Connects anew at once, e.g. with a new token; `fresh` forgets the position. */
  reopen(fresh: boolean): void;
  /** Connects now if it is only waiting to: there is a network again, or a session. */
  wake(): void;
  stop(): void;
}

export interface KeepStreamOptions {
  /** Nothing means that it is pointless for now: it then waits for `wake` or `reopen`. */
  connect(lastEventId: string | undefined, signal: AbortSignal): Promise<OpenedStream | undefined>;
  onEvent(event: ServerEvent): void;
  /** Silence after which the connection counts as dead, milliseconds. */
  silenceMs(): number;
  readonly random?: () => number;
}

const UNTIL_WOKEN = Number.POSITIVE_INFINITY;

/** Keeps one event stream open until stopped, resuming where it broke off. */
export function keepStream({ connect, onEvent, silenceMs, random = Math.random }: KeepStreamOptions): KeptStream {
  let stopped = false;
  let failures = 0;
  let lastEventId: string | undefined;
  let attempt = new AbortController();
  let endPause: (() => void) | undefined;
  /** Set by `reopen`: the next connection needs no pause. */
  let hurry = false;

  async function follow(): Promise<number | undefined> {
    const mine = attempt;
    const opened = await connect(lastEventId, mine.signal);
    if (opened === undefined) return UNTIL_WOKEN;
    if (!opened.ok) {
      failures++;
      return opened.retryAfterMs;
    }
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    function heard(): void {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => mine.abort(), silenceMs());
    }
    heard();
    try {
      for await (const event of opened.events(heard)) {
        if (mine.signal.aborted) break;
        failures = 0;
        if (event.id !== undefined) lastEventId = event.id;
        onEvent(event);
      }
    } finally {
      clearTimeout(watchdog);
    }
    return undefined;
  }

  async function run(): Promise<void> {
    while (!stopped) {
      hurry = false;
      attempt = new AbortController();
      let advised: number | undefined;
      try {
        advised = await follow();
      } catch {
        failures++;
      }
      if (!stopped && !hurry) await pause(advised ?? reconnectDelayMs(failures, random()));
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === UNTIL_WOKEN ? undefined : setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  void run();
  return {
    reopen(fresh) {
      if (fresh) lastEventId = undefined;
      hurry = true;
      attempt.abort();
      endPause?.();
    },
    wake: () => endPause?.(),
    stop() {
      stopped = true;
      attempt.abort();
      endPause?.();
    },
  };
}
