/** A number from 0 to 1, without 1. */
export type Random = () => number;

/** Mulberry32: the same seed gives the same numbers on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

/** `count` different ones. */
export function pickSome<Value>(values: readonly Value[], count: number, random: Random): readonly Value[] {
  const rest = [...values];
  return Array.from({ length: Math.min(count, rest.length) }, () => {
    const [value] = rest.splice(Math.floor(random() * rest.length), 1);
    if (value === undefined) throw new Error("nothing to pick from");
    return value;
  });
}
