import type { EpochMs } from "@usher/core";

/**
 * Remembers which deliveries were handled, so that a repeated one has no second effect. Replace it by one over a shared
 * store when several processes receive.
 */
export interface DeliveryLog {
  /**
   * Begins the delivery known by any of these ids. `seen`: it was handled before. `busy`: it is being handled
   * now. `new`: it is yours; call `finish` or `forget`.
   */
  begin(ids: readonly string[], now: EpochMs): "new" | "seen" | "busy" | Promise<"new" | "seen" | "busy">;
  /** It was handled. `also` are further ids under which it may come again. */
  finish(ids: readonly string[], also: readonly string[], now: EpochMs): void | Promise<void>;
  /** It failed, and may be tried again. */
  forget(ids: readonly string[]): void | Promise<void>;
}

export interface InMemoryDeliveryLogOptions {
  /** Default 24 hours. */
  readonly keepMs?: number;
  /** Ids remembered; the oldest is forgotten first. Default 20,000. */
  readonly maxIds?: number;
}

const DEFAULT_KEEP_MS = 86_400_000;
const DEFAULT_MAX_IDS = 20_000;

/** Keeps the ids in memory: good for one process, and empty after a restart. */
export class InMemoryDeliveryLog implements DeliveryLog {
  readonly #keepMs: number;
  readonly #maxIds: number;
  /** In the order of their moments. */
  readonly #done = new Map<string, EpochMs>();
  readonly #busy = new Set<string>();

  constructor(options: InMemoryDeliveryLogOptions = {}) {
    this.#keepMs = options.keepMs ?? DEFAULT_KEEP_MS;
    this.#maxIds = options.maxIds ?? DEFAULT_MAX_IDS;
  }

  begin(ids: readonly string[], now: EpochMs): "new" | "seen" | "busy" {
    this.#forgetOld(now);
    if (ids.some((id) => this.#done.has(id))) return "seen";
    if (ids.some((id) => this.#busy.has(id))) return "busy";
    for (const id of ids) this.#busy.add(id);
    return "new";
  }

  finish(ids: readonly string[], also: readonly string[], now: EpochMs): void {
    this.forget(ids);
    for (const id of [...ids, ...also]) {
      this.#done.delete(id);
      this.#done.set(id, now);
    }
    this.#forgetOld(now);
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) this.#busy.delete(id);
  }

  #forgetOld(now: EpochMs): void {
    for (const [id, at] of this.#done) {
      if (now - at <= this.#keepMs && this.#done.size <= this.#maxIds) return;
      this.#done.delete(id);
    }
  }
}
