import type { Clock } from "../clock.ts";

const GRACE_MS = 50;

/**
 * Notices silence. A half-open connection looks like a quiet one; heartbeats tell them apart, if somebody listens.
 * One timer at a time, which looks at the last sign of life when it rings.
 */
export class Watchdog {
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #onSilence: () => void;
  #lastAt: number;
  #cancel: () => void = () => {};
  #resting = false;

  constructor(clock: Clock, limitMs: number, onSilence: () => void) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#onSilence = onSilence;
    this.#lastAt = clock.now();
    this.#arm(limitMs);
  }

  /** A sign of life. */
  feed(): void {
    this.#lastAt = this.#clock.now();
  }

  /** While nobody reads, silence says nothing. */
  async rest(until: Promise<void>): Promise<void> {
    this.#resting = true;
    await until;
    this.#resting = false;
    this.feed();
  }

  stop(): void {
    this.#cancel();
  }

  #arm(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      const silentMs = this.#clock.now() - this.#lastAt;
      if (this.#resting) this.#arm(this.#limitMs);
      else if (silentMs < this.#limitMs) this.#arm(this.#limitMs - silentMs);
      else this.#confirm();
    });
  }

  /** A process that was busy finds its timer due before the bytes that came meanwhile: those get a turn first. */
  #confirm(): void {
    const lastAt = this.#lastAt;
    this.#cancel = this.#clock.after(Math.min(GRACE_MS, this.#limitMs), () => {
      if (this.#lastAt === lastAt && !this.#resting) this.#onSilence();
      else this.#arm(this.#limitMs);
    });
  }
}
