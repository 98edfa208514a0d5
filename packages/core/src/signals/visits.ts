import type { Action } from "../actions/action.ts";
import type { EpochMs } from "../ids.ts";

/** A stay on one page: the run of actions with the same canonical address. */
export interface Visit {
  readonly canonicalUrl: string;
  readonly enteredAt: EpochMs;
  /** All of the tab's actions during the stay, in order. */
  readonly actions: readonly Action[];
}

/** The stays of one tab, in order. A reload or a changed query is no new stay. */
export function visits(actions: readonly Action[]): readonly Visit[] {
  const found: { canonicalUrl: string; enteredAt: EpochMs; actions: Action[] }[] = [];
  for (const action of actions) {
    const last = found.at(-1);
    if (action.url === "" || last?.canonicalUrl === action.canonicalUrl) last?.actions.push(action);
    else found.push({ canonicalUrl: action.canonicalUrl, enteredAt: action.at, actions: [action] });
  }
  return found;
}

/** The stay that lasts, read from the end: cheaper than all of them. */
export function currentVisit(actions: readonly Action[]): Visit | undefined {
  const last = actions.findLast((action) => action.url !== "");
  if (last === undefined) return undefined;
  let start = actions.length;
  for (let index = actions.length - 1; index >= 0; index--) {
    const action = actions[index] as Action;
    if (action.url === "") continue;
    if (action.canonicalUrl !== last.canonicalUrl) break;
    start = index;
  }
  const stay = actions.slice(start);
  return { canonicalUrl: last.canonicalUrl, enteredAt: (stay[0] as Action).at, actions: stay };
}
