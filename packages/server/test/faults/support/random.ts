/** A seeded stream of numbers in [0, 1): a run that failed can be repeated with its seed. */
export type Random = () => number;

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Taken from `USHER_FAULT_SEED`, else new; printed either way. */
export function chooseSeed(what: string): number {
  // biome-ignore lint/style/noProcessEnv: a test has no configuration file.
  const { USHER_FAULT_SEED: chosen } = process.env;
  const seed = chosen === undefined ? Date.now() >>> 0 : Number(chosen);
  process.stdout.write(`${what}: USHER_FAULT_SEED=${seed}\n`);
  return seed;
}
