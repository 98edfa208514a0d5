/** What happens when the queue is full. `wait`: the reader stops reading, and the server is held back in turn. */
export type Overflow = "wait" | "drop-newest" | "drop-oldest";

export interface SessionLanesOptions<T> {
  /** Jobs that run at the same time, each of another lane. */
  readonly concurrency: number;
  /** Jobs taken and not finished, those that run included. */
  readonly maxPending: number;
  readonly overflow: Overflow;
  /** Must not throw. */
  readonly run: (job: T) => Promise<void>;
  /** A job that will never run, because of the overflow rule. */
  readonly onDrop: (job: T) => void;
}

interface Waiting<T> {
  readonly lane: string;
  readonly job: T;
}

/** Runs the jobs of one lane one after another, and those of different lanes side by side. Bounded. */
export class SessionLanes<T> {
  readonly #options: SessionLanesOptions<T>;
  /** Not started yet, in the order they came. */
  readonly #waiting = new Set<Waiting<T>>();
  /** Lanes with a job that runs, each with those that wait behind it. */
  readonly #busy = new Map<string, Waiting<T>[]>();
  /** Jobs whose lane is free but for which there was no room to run, in order. */
  readonly #ready = new Map<string, Waiting<T>[]>();
  #roomWaiters: (() => void)[] = [];
  #idleWaiters: (() => void)[] = [];
  #paused = false;

  constructor(options: SessionLanesOptions<T>) {
    this.#options = options;
  }

  /** Jobs taken and not finished. */
  get pending(): number {
    return this.#waiting.size + this.#busy.size;
  }

  /** Takes a job. A promise means that there is no room yet: await it before you offer the next one. */
  offer(lane: string, job: T): Promise<void> | undefined {
    const { maxPending, overflow, onDrop } = this.#options;
    if (this.pending >= maxPending) {
      if (overflow === "drop-newest") return void onDrop(job);
      if (overflow === "drop-oldest" && !this.#dropOldest()) return void onDrop(job);
    }
    this.#take({ lane, job });
    if (overflow === "wait" && this.pending >= maxPending) return this.#room();
    return undefined;
  }

  /** Resolves when every job taken so far, and those that came meanwhile, are finished. */
  idle(): Promise<void> {
    return this.pending === 0 ? Promise.resolve() : new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  /** Starts no further job and forgets those that wait; returns how many. Running ones finish. */
  close(): number {
    this.#paused = true;
    const left = this.#waiting.size;
    this.#waiting.clear();
    this.#ready.clear();
    for (const queue of this.#busy.values()) queue.length = 0;
    this.#release();
    return left;
  }

  #take(item: Waiting<T>): void {
    this.#waiting.add(item);
    const queue = this.#busy.get(item.lane) ?? this.#ready.get(item.lane);
    if (queue) queue.push(item);
    else this.#ready.set(item.lane, [item]);
    this.#startReady();
  }

  #startReady(): void {
    for (const [lane, queue] of this.#ready) {
      if (this.#paused || this.#busy.size >= this.#options.concurrency) return;
      this.#ready.delete(lane);
      const first = queue.shift();
      if (!first) continue;
      this.#waiting.delete(first);
      this.#busy.set(lane, queue);
      void this.#options.run(first.job).finally(() => this.#finished(lane));
    }
  }

  #finished(lane: string): void {
    const queue = this.#busy.get(lane);
    this.#busy.delete(lane);
    if (queue && queue.length > 0) this.#ready.set(lane, queue);
    this.#startReady();
    this.#release();
  }

  #dropOldest(): boolean {
    const [oldest] = this.#waiting;
    // Everything runs already: what has begun cannot be dropped.
    if (!oldest) return false;
    this.#waiting.delete(oldest);
    const queue = this.#busy.get(oldest.lane) ?? this.#ready.get(oldest.lane);
    queue?.shift();
    if (queue?.length === 0) this.#ready.delete(oldest.lane);
    this.#options.onDrop(oldest.job);
    return true;
  }

  #room(): Promise<void> {
    return new Promise((resolve) => this.#roomWaiters.push(resolve));
  }

  #release(): void {
    if (this.#paused || this.pending < this.#options.maxPending) {
      const waiters = this.#roomWaiters;
      this.#roomWaiters = [];
      for (const resolve of waiters) resolve();
    }
    if (this.pending > 0) return;
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const resolve of waiters) resolve();
  }
}
