import type { LoadReport } from "./backtest-report.ts";

/** How many people got how many offers. Its size is that of the largest count, whatever the number of people. */
export interface LoadHistogram {
  add(offers: number): void;
  readonly people: number;
  report(): LoadReport;
}

export function createLoadHistogram(): LoadHistogram {
  const peopleWith: number[] = [];
  let people = 0;
  let total = 0;
  return {
    add(offers) {
      peopleWith[offers] = (peopleWith[offers] ?? 0) + 1;
      people++;
      total += offers;
    },
    get people() {
      return people;
    },
    report() {
      let seen = 0;
      let p95 = 0;
      for (; p95 < peopleWith.length; p95++) {
        seen += peopleWith[p95] ?? 0;
        if (seen >= people * 0.95) break;
      }
      return {
        mean: people === 0 ? 0 : total / people,
        p95: people === 0 ? 0 : p95,
        max: Math.max(0, peopleWith.length - 1),
      };
    },
  };
}
