/** Numbers that look random and depend on the seed alone: the same in every runtime. */
export interface RandomSource {
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
  pick<const Item>(items: readonly [Item, ...Item[]]): Item;
}

/** Mulberry32: 32 bits of state, only integer arithmetic that JavaScript defines exactly. */
export function createRandomSource(seed: number): RandomSource {
  let state = seed | 0;
  const source: RandomSource = {
    below(limit) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
    },
    pick: (items) => items[source.below(items.length)] ?? items[0],
  };
  return source;
}
