import type { Action } from "../../actions/action.ts";
import type { GoldenPath } from "../golden-path.ts";
import type { PathTrack } from "../match/path-track.ts";
import { matchStep, SURE_SCORE } from "../match/step-similarity.ts";

/** What becomes of people at one step. */
export interface MinedStep {
  readonly stepId: string;
  /** Sessions that did it. */
  readonly reached: number;
  /** Those that did no later step. */
  readonly gaveUp: number;
  /** `gaveUp ÷ reached`; 0 at the last step. */
  readonly dropRate: number;
  /** Those that did it three times or more. */
  readonly retried: number;
  readonly isStuck: boolean;
}

const RETRIES = 3;
/** Above these shares a step is one that people get stuck at, if it is also clearly above the path's other steps. */
const STUCK_DROP = 0.25;
const STUCK_RETRY = 0.15;
const ABOVE_OTHERS = 2;

interface Followed {
  readonly track: PathTrack;
  readonly actions: readonly Action[];
}

export function measureSteps(path: GoldenPath, followed: readonly Followed[]): readonly MinedStep[] {
  const tallies = path.steps.map((step, index) => {
    let reached = 0;
    let gaveUp = 0;
    let retried = 0;
    for (const { track, actions } of followed) {
      if (!track.done.has(index)) continue;
      reached++;
      if (track.furthest === index && index < path.steps.length - 1) gaveUp++;
      const uses = actions.filter((action) => (matchStep(path, step, action)?.score ?? 0) >= SURE_SCORE).length;
      if (uses >= RETRIES) retried++;
    }
    return { stepId: step.id, reached, gaveUp, retried, dropRate: reached === 0 ? 0 : gaveUp / reached };
  });
  return tallies.map((tally, index) => {
    const others = tallies.filter((_, other) => other !== index);
    const usualDrop = median(others.slice(0, -1).map(({ dropRate }) => dropRate));
    const usualRetry = median(others.map(({ reached, retried }) => (reached === 0 ? 0 : retried / reached)));
    const retryRate = tally.reached === 0 ? 0 : tally.retried / tally.reached;
    const isStuck =
      (retryRate >= STUCK_RETRY && retryRate >= usualRetry * ABOVE_OTHERS) ||
      (tally.dropRate >= STUCK_DROP && tally.dropRate >= usualDrop * ABOVE_OTHERS);
    return { ...tally, isStuck };
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
