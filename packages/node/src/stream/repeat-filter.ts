export interface RepeatFilterLimits {
  /** Events remembered. Default 1,024. */
  readonly maxEvents?: number;
  /** Characters remembered, of all of them. Default 4 million. */
  readonly maxChars?: number;
}

/**
 * Recognises events that a server sends again after a reconnect. An event is a repeat only when both its id and its
 * text were seen before: a server that counts anew after a loss of its data must not have its news thrown away.
 */
export class RepeatFilter {
  readonly #maxEvents: number;
  readonly #maxChars: number;
  /** Id to text, in the order seen. */
  readonly #seen = new Map<string, string>();
  #chars = 0;

  constructor({ maxEvents = 1_024, maxChars = 4_000_000 }: RepeatFilterLimits = {}) {
    this.#maxEvents = maxEvents;
    this.#maxChars = maxChars;
  }

  /** Whether this event came before; if not, it is remembered. */
  isRepeat(id: string, text: string): boolean {
    if (this.#seen.get(id) === text) return true;
    this.#forget(id);
    this.#seen.set(id, text);
    this.#chars += text.length;
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= this.#maxEvents && this.#chars <= this.#maxChars) break;
      this.#forget(oldest);
    }
    return false;
  }

  #forget(id: string): void {
    this.#chars -= this.#seen.get(id)?.length ?? 0;
    this.#seen.delete(id);
  }
}
