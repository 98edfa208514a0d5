import type { TriggerContext } from "../triggers/condition.ts";
import type { Draft } from "./draft.ts";

/** What triggers see at this step. */
export function triggerContext(draft: Draft): TriggerContext {
  const { actions } = draft.window;
  const page = actions.findLast((action) => action.url !== "");
  return {
    now: draft.now,
    sessionId: draft.session.sessionId,
    actions,
    ...(draft.session.userId === null ? {} : { userId: draft.session.userId }),
    ...(page === undefined ? {} : { page: { url: page.url, canonicalUrl: page.canonicalUrl } }),
  };
}
