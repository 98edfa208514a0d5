import type { Clock } from "../ports/clock.ts";

export type Waited = { readonly type: "found"; readonly conversationId: string } | { readonly type: NotFound };

export type NotFound = "expired" | "full" | "cancelled";

/** Messages that wait until the widget of their session says which conversation is its own. */
export interface WaitingLine {
  wait(key: string, signal: AbortSignal): Promise<Waited>;
  /** The widget is there: everything that waited for it goes on, in order. */
  found(key: string, conversationId: string): void;
  stop(): void;
  readonly length: number;
}

export interface WaitingLineOptions {
  readonly clock: Clock;
  /** Default 120,000. */
  readonly ttlMs?: number;
  /** Default 4. */
  readonly maxPerKey?: number;
  /** Default 10,000. */
  readonly max?: number;
}

export function createWaitingLine(options: WaitingLineOptions): WaitingLine {
  const { clock, ttlMs = 120_000, maxPerKey = 4, max = 10_000 } = options;
  const lines = new Map<string, Set<(waited: Waited) => void>>();
  let length = 0;

  return {
    wait(key, signal) {
      const line = lines.get(key) ?? new Set();
      if (signal.aborted) return Promise.resolve({ type: "cancelled" });
      if (length >= max || line.size >= maxPerKey) return Promise.resolve({ type: "full" });
      return new Promise((resolve) => {
        const settle = (waited: Waited): void => {
          if (!line.delete(settle)) return;
          length--;
          if (line.size === 0 && lines.get(key) === line) lines.delete(key);
          cancelTimer();
          signal.removeEventListener("abort", cancel);
          resolve(waited);
        };
        const cancel = (): void => settle({ type: "cancelled" });
        const cancelTimer = clock.at(clock.now() + ttlMs, () => settle({ type: "expired" }));
        signal.addEventListener("abort", cancel);
        lines.set(key, line.add(settle));
        length++;
      });
    },
    found(key, conversationId) {
      for (const settle of [...(lines.get(key) ?? [])]) settle({ type: "found", conversationId });
    },
    stop() {
      for (const line of [...lines.values()]) for (const settle of [...line]) settle({ type: "cancelled" });
    },
    get length() {
      return length;
    },
  };
}
