import type { EpochMs } from "../ids.ts";
import type { TriggerContext } from "../triggers/condition.ts";
import { createGapView } from "../triggers/create-gap-view.ts";
import type { Draft } from "./draft.ts";

/** What triggers see at this step. */
export function triggerContext(draft: Draft): TriggerContext {
  const { actions } = draft.window;
  const page = actions.findLast((action) => action.url !== "");
  return {
    now: draft.now,
    sessionId: draft.session.sessionId,
    actions,
    gap: createGapView(draft.rules.paths, actions),
    ...(draft.session.userId === null ? {} : { userId: draft.session.userId }),
    ...(draft.session.seen.length === 0 ? {} : { seen: draft.session.seen }),
    ...(draft.memory === undefined ? {} : { memory: draft.memory }),
    ...(page === undefined ? {} : { page: { url: page.url, canonicalUrl: page.canonicalUrl } }),
  };
}

/** When the user came to the page they are on: its latest view, or the first thing they did there; null when unknown. */
export function pageSince({ window: { actions } }: Draft): EpochMs | null {
  let since: EpochMs | null = null;
  let page: string | undefined;
  for (let index = actions.length - 1; index >= 0; index--) {
    const action = actions[index];
    if (action === undefined || action.url === "") continue;
    page ??= action.canonicalUrl;
    if (action.canonicalUrl !== page) break;
    since = action.at;
    if (action.type === "page_view") break;
  }
  return since;
}
