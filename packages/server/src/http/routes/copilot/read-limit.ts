/** A `limit` of a query; left out, not a number, or not above zero, it is the most that is given. */
export function readLimit(text: string | undefined, most: number): number {
  const limit = Math.floor(Number(text ?? most));
  return Number.isFinite(limit) && limit > 0 ? Math.min(limit, most) : most;
}
