import { median } from "./quantile.ts";

/** Work to be measured; returns something that depends on it, so that no compiler leaves it out. */
export type Work = () => unknown;

export interface RateOptions {
  /** Samples per piece of work; they alternate, so that a busy moment of the machine hits all of them. */
  readonly rounds: number;
  readonly msPerSample: number;
}

let sink: unknown;

/** Runs per second of each piece of work: the median of the rounds. */
export function measureRates<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  { rounds, msPerSample }: RateOptions,
): Record<Name, number> {
  const names = Object.keys(works) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (const name of names) runFor(works[name], msPerSample);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) samples[name].push(runFor(works[name], msPerSample));
  }
  return Object.fromEntries(names.map((name) => [name, median(samples[name])])) as Record<Name, number>;
}

function runFor(work: Work, ms: number): number {
  const startedAt = performance.now();
  let runs = 0;
  let batch = 1;
  for (;;) {
    for (let count = 0; count < batch; count++) sink = work();
    runs += batch;
    const elapsed = performance.now() - startedAt;
    if (elapsed >= ms) return (runs * 1_000) / elapsed;
    // Looking at the clock must not be what is measured.
    if (elapsed < ms / 20) batch *= 2;
  }
}

/** What the last run returned; reading it is what keeps the work alive. */
export function lastResult(): unknown {
  return sink;
}
