import type { Action } from "../actions/action.ts";
import type { EpochMs } from "../ids.ts";

/** The actions from that moment on; the whole list stays uncopied when all of it is recent. */
export function recentActions(actions: readonly Action[], from: EpochMs): readonly Action[] {
  let low = 0;
  let high = actions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((actions[middle] as Action).at < from) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? actions : actions.slice(low);
}

/** Those of the tab in which the latest action happened: two tabs side by side are not one person going back and forth. */
export function actionsOfTab(actions: readonly Action[]): readonly Action[] {
  const tabId = actions.at(-1)?.tabId;
  return actions.every((action) => action.tabId === tabId)
    ? actions
    : actions.filter((action) => action.tabId === tabId);
}
