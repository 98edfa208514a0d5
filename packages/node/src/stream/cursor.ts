interface Mark {
  readonly id: string;
  done: boolean;
}

/**
 * How far a stream has been handled: the id of the last event such that it and all before it are done. Events are
 * handled side by side and finish in any order; whoever resumes from here repeats a few, and misses none.
 */
export class Cursor {
  readonly #onMove: (id: string) => void;
  #marks: Mark[] = [];
  #position: string | null = null;

  constructor(onMove: (id: string) => void = () => {}) {
    this.#onMove = onMove;
  }

  /** Null until an event with an id was handled. */
  get position(): string | null {
    return this.#position;
  }

  /** Notes that an event has come; call the result when it is done with. */
  track(id: string): () => void {
    const mark: Mark = { id, done: false };
    this.#marks.push(mark);
    return () => {
      mark.done = true;
      if (this.#marks[0] === mark) this.#advance();
    };
  }

  #advance(): void {
    const open = this.#marks.findIndex(({ done }) => !done);
    const count = open === -1 ? this.#marks.length : open;
    const last = this.#marks[count - 1];
    this.#marks = this.#marks.slice(count);
    if (!last) return;
    this.#position = last.id;
    this.#onMove(last.id);
  }
}
