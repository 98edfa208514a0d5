/** Largest body after decompression. */
export const MAX_INFLATED_BYTES: number = 8 * 1024 * 1024;
/** Up to here any ratio is fine: small texts of repeated keys compress very well. */
export const FREE_RATIO_BYTES: number = 64 * 1024;
/** Beyond that a body that grows more than this is a bomb; real batches of events reach about 20. */
export const MAX_RATIO = 100;
/** JSON.parse takes any depth, but what walks the value afterwards overflows at some thousands. */
export const MAX_DEPTH = 32;
/** Values in one body; 500 autocaptured clicks with all their elements have about 60,000. */
export const MAX_VALUES = 100_000;
export const MAX_EVENTS = 500;
export const MAX_PROBLEMS = 20;

/** The most that `wireBytes` may become. */
export function inflatedLimit(wireBytes: number): number {
  return Math.min(MAX_INFLATED_BYTES, Math.max(FREE_RATIO_BYTES, wireBytes * MAX_RATIO));
}
