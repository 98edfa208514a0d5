import { type Action, compareActions } from "../actions/action.ts";
import { cleanText } from "../actions/clean-text.ts";
import { parseUrl } from "../actions/parse-url.ts";
import type { EpochMs } from "../ids.ts";

/** A session's actions in order, and where each of them is. */
export interface SessionTimeline {
  /** By event time, ties by id; each once. */
  readonly actions: readonly Action[];
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs;
  /** Position by action id. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** Seconds since the beginning, three decimals. */
  seconds(at: EpochMs): number;
}

export function createTimeline(given: readonly Action[]): SessionTimeline {
  const byId = new Map(given.map((action) => [action.id, action]));
  const actions = [...byId.values()].sort(compareActions);
  const startedAt = actions[0]?.at ?? 0;
  return {
    actions,
    startedAt,
    endedAt: actions.at(-1)?.at ?? 0,
    indexOf: new Map(actions.map(({ id }, index) => [id, index])),
    seconds: (at) => Math.round(at - startedAt) / 1_000,
  };
}

/** The page's path without origin and query: within one product the rest says nothing. */
export function areaOf({ canonicalUrl }: Pick<Action, "canonicalUrl">): string {
  return cleanText(`/${parseUrl(canonicalUrl).segments.join("/")}`, 120);
}
