import type { Action } from "@usher/core";
import type { WatchedFor } from "./engine-workload.ts";

/**
 * What `advance` does for the workload, written out by hand for exactly these triggers: the least that the same answers
 * cost in plain JavaScript, without conditions as values, explanations, a gate, or a state that is never changed.
 */
export function plainStep(
  window: readonly Action[],
  added: Action,
  now: number,
  watched: readonly WatchedFor[],
): { readonly window: readonly Action[]; readonly fired: number } {
  for (let index = window.length - 1; index >= 0; index--) {
    if ((window[index] as Action).id === added.id) return { window, fired: -1 };
  }
  const actions = window.length < 200 ? window.slice() : window.slice(1);
  actions.push(added);
  const latest = added;
  if (pathOf(latest.url) !== "/projects") return { window: actions, fired: -1 };
  for (let at = 0; at < watched.length; at++) {
    const { label, found, atLeast, withinMs } = watched[at] as WatchedFor;
    const from = now - withinMs;
    let count = 0;
    for (let index = actions.length - 1; index >= 0; index--) {
      const action = actions[index] as Action;
      if (action.at < from) break;
      if (action.type !== "click") continue;
      if (action.label.toLowerCase().includes(label) && pathOf(action.url) === "/projects") count++;
    }
    let isFound = false;
    for (let index = 0; index < actions.length; index++) {
      if (!(actions[index] as Action).label.toLowerCase().includes(found)) continue;
      isFound = true;
      break;
    }
    if (count >= atLeast && !isFound) return { window: actions, fired: at };
  }
  return { window: actions, fired: -1 };
}

function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const end = url.indexOf("?", start);
  return end < 0 ? url.slice(start) : url.slice(start, end);
}
