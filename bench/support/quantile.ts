/** Nearest-rank quantile; `share` from 0 to 1. Throws when there is nothing to measure. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error("There are no measurements.");
  return found;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** For tables and JSON: more digits than the noise would only look precise. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
