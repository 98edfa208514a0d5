/** Replies that are being written, each for as many readers as come: one whose stream broke reads on where it likes. */
export interface RunningReplies<Piece> {
  /** Everything of the reply from its beginning. Starts it when nobody else did; it ends even if every reader leaves. */
  follow(key: string, start: () => AsyncIterable<Piece>): AsyncIterable<Piece>;
  /** What there is so far; undefined when the reply is not being written. */
  soFar(key: string): readonly Piece[] | undefined;
}

interface Run<Piece> {
  readonly pieces: Piece[];
  ended: boolean;
  failure: unknown;
  wake: () => void;
  next: Promise<void>;
}

export function createRunningReplies<Piece>(): RunningReplies<Piece> {
  const runs = new Map<string, Run<Piece>>();

  function begin(key: string, start: () => AsyncIterable<Piece>): Run<Piece> {
    const run: Run<Piece> = { pieces: [], ended: false, failure: undefined, wake: () => {}, next: Promise.resolve() };
    const arm = (): void => {
      run.next = new Promise((resolve) => {
        run.wake = resolve;
      });
    };
    const tell = (): void => {
      const { wake } = run;
      arm();
      wake();
    };
    arm();
    runs.set(key, run);
    void (async () => {
      try {
        for await (const piece of start()) {
          run.pieces.push(piece);
          tell();
        }
      } catch (error) {
        run.failure = error;
      } finally {
        run.ended = true;
        runs.delete(key);
        tell();
      }
    })();
    return run;
  }

  return {
    async *follow(key, start) {
      const run = runs.get(key) ?? begin(key, start);
      let read = 0;
      for (;;) {
        const { next } = run;
        while (read < run.pieces.length) yield run.pieces[read++] as Piece;
        if (run.ended) break;
        await next;
      }
      if (run.failure !== undefined) throw run.failure;
    },
    soFar: (key) => runs.get(key)?.pieces,
  };
}
