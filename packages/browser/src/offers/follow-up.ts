/** Something an offer leads to, whose code is fetched when it is needed. */
export interface FollowUp<Part> {
  /** Runs once the code is there, unless another use or `stop` came meanwhile. */
  use(run: (part: Part) => void | Promise<void>): Promise<void>;
  stop(): void;
}

export function createFollowUp<Part extends { stop(): void }>(fetchPart: () => Promise<Part>): FollowUp<Part> {
  let loading: Promise<Part> | undefined;
  let loaded: Part | undefined;
  let generation = 0;

  return {
    async use(run) {
      const mine = ++generation;
      try {
        loading ??= fetchPart();
        loaded = await loading;
      } catch (problem) {
        // The next use may find the network back.
        loading = undefined;
        throw problem;
      }
      if (mine === generation) await run(loaded);
    },
    stop() {
      generation++;
      loaded?.stop();
    },
  };
}
