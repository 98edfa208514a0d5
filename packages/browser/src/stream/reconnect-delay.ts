const SHORTEST_MS = 500;
const LONGEST_MS = 5_000;

/** Pause before connecting again, milliseconds: between 0.5 s and 5 s, longer and more spread with each failure in a row. */
export function reconnectDelayMs(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, 2 * SHORTEST_MS * 2 ** failures);
  return Math.round(SHORTEST_MS + random * (ceiling - SHORTEST_MS));
}
