const DEFAULT_REMEMBERED = 4_096;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Recognises events that a server sends again after a reconnect. An event is a repeat only when both its id and its
 * text were seen before: a server that counts anew after a loss of its data must not have its news thrown away.
 */
export class RepeatFilter {
  readonly #limit: number;
  /** Id to fingerprint of the text, in the order seen. */
  readonly #seen = new Map<string, number>();

  constructor(limit: number = DEFAULT_REMEMBERED) {
    this.#limit = limit;
  }

  /** Whether this event came before; if not, it is remembered. */
  isRepeat(id: string, text: string): boolean {
    const print = fingerprint(text);
    if (this.#seen.get(id) === print) return true;
    this.#seen.delete(id);
    this.#seen.set(id, print);
    if (this.#seen.size > this.#limit) {
      const [oldest] = this.#seen.keys();
      if (oldest !== undefined) this.#seen.delete(oldest);
    }
    return false;
  }
}

function fingerprint(text: string): number {
  let hash = FNV_OFFSET ^ text.length;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash;
}
