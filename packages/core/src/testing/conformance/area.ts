/** Runs the recorded cases of one area against this implementation. */
export interface ConformanceArea {
  /** Name of the vector files, e.g. `tour_registry` for `tour_registry.jsonl`. */
  readonly area: string;
  /**
   * Runs one function on one input and returns what a vector's `expected` holds: plain JSON data. A rejected input
   * throws a `UsherError`, or is returned as `{ error: <class name> }` where the vectors name a particular class.
   * What takes providers returns a promise.
   */
  run(fn: string, input: Readonly<Record<string, unknown>>): unknown;
}
