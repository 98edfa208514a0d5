/** How slowly a rank loses weight; the value of the paper that proposed the method. */
const RANK_CONSTANT = 60;

/** Reciprocal rank fusion: what several rankings place well comes first. Equal scores keep the order of the first one. */
export function fuseRankings(rankings: readonly (readonly number[])[]): readonly (readonly [number, number])[] {
  const scores = new Map<number, number>();
  for (const ranking of rankings) {
    ranking.forEach((item, rank) => {
      scores.set(item, (scores.get(item) ?? 0) + 1 / (RANK_CONSTANT + rank + 1));
    });
  }
  return [...scores].sort((left, right) => right[1] - left[1]);
}

/** Items by cosine similarity to the query, best first; items whose vector is missing or of another size are left out. */
export function rankByVector(
  query: readonly number[],
  vectors: readonly (readonly number[] | undefined)[],
  limit: number,
): readonly number[] {
  const length = norm(query);
  if (length === 0) return [];
  const scored: [number, number][] = [];
  vectors.forEach((vector, item) => {
    if (vector === undefined || vector.length !== query.length) return;
    const own = norm(vector);
    if (own === 0) return;
    let product = 0;
    for (let at = 0; at < query.length; at++) product += (query[at] ?? 0) * (vector[at] ?? 0);
    const similarity = product / (own * length);
    if (similarity > 0) scored.push([item, similarity]);
  });
  return scored
    .sort((left, right) => right[1] - left[1] || left[0] - right[0])
    .slice(0, limit)
    .map(([item]) => item);
}

function norm(vector: readonly number[]): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
