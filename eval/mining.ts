import { type GoldenPath, type MinedPath, minePaths } from "@usher/core";
import { miningSessions, PLANTED_STUCK } from "./paths/mining-sessions.ts";
import { PATHS } from "./paths/path-product.ts";

export const description = "mining: planted paths and stuck points, found again in noisy sessions";

/** What must hold. */
export const THRESHOLDS = { pathPrecision: 0.85, pathRecall: 0.85, stuckPrecision: 0.75, stuckRecall: 0.75 };

export interface MiningScores {
  readonly sessions: number;
  readonly found: number;
  /** Share of the mined paths that are planted ones, and of the planted ones that were mined. */
  readonly pathPrecision: number;
  readonly pathRecall: number;
  readonly stuckPrecision: number;
  readonly stuckRecall: number;
  readonly thresholds: typeof THRESHOLDS;
  readonly passes: boolean;
  readonly paths: readonly {
    readonly mined: readonly string[];
    readonly planted: string | null;
    readonly sessions: number;
  }[];
}

export function run({ args }: { readonly args: readonly string[] }): MiningScores {
  const count = Number(args[args.indexOf("--count") + 1] ?? "") || 80;
  const seed = Number(args[args.indexOf("--seed") + 1] ?? "") || 1;
  const sessions = miningSessions(count, seed);
  const { paths } = minePaths(sessions);
  const matched = paths.map((mined) => ({ mined, planted: PATHS.find((planted) => isSame(mined, planted)) }));
  const hits = matched.filter(({ planted }) => planted !== undefined).length;
  const recovered = new Set(matched.flatMap(({ planted }) => planted?.id ?? []));
  const told = matched.flatMap(({ mined, planted }) =>
    mined.stuckAt.map((stepId) => `${planted?.id ?? "none"}/${selectorOf(mined, stepId)}`),
  );
  const truth = PLANTED_STUCK.map(({ pathId, stepId }) => `${pathId}/#${stepId}`);
  const right = told.filter((each) => truth.includes(each));
  const scores = {
    pathPrecision: paths.length === 0 ? 0 : hits / paths.length,
    pathRecall: recovered.size / PATHS.length,
    stuckPrecision: told.length === 0 ? 0 : right.length / told.length,
    stuckRecall: new Set(right).size / truth.length,
  };
  return {
    sessions: sessions.length,
    found: paths.length,
    ...scores,
    thresholds: THRESHOLDS,
    passes: (Object.keys(THRESHOLDS) as (keyof typeof THRESHOLDS)[]).every((name) => scores[name] >= THRESHOLDS[name]),
    paths: matched.map(({ mined, planted }) => ({
      mined: mined.path.steps.map(({ title }) => title),
      planted: planted?.id ?? null,
      sessions: mined.sessions,
    })),
  };
}

/** All required steps but one at most, in their order, and at most one step that is none of the path's. */
function isSame({ path }: MinedPath, planted: GoldenPath): boolean {
  const order = path.steps.map(({ target }) =>
    planted.steps.findIndex(({ id }) => target.selectors.includes(`#${id}`)),
  );
  const own = order.filter((position) => position >= 0);
  if (order.length - own.length > 1 || own.some((position, index) => index > 0 && position <= (own[index - 1] ?? 0)))
    return false;
  const required = planted.steps.filter((step) => step.optional !== true);
  const missing = required.filter((step) => !own.includes(planted.steps.indexOf(step)));
  return missing.length <= 1 && own.includes(planted.steps.length - 1);
}

function selectorOf({ path }: MinedPath, stepId: string): string {
  return path.steps.find(({ id }) => id === stepId)?.target.selectors[0] ?? "";
}
