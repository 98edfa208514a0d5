import { type Action, toSlimActions } from "@usher/core";
import { slimActionToWire } from "@usher/core/documented";
import type { UserAction } from "../../../ports/activity-store.ts";

/** A user's actions over all sessions as the live-activity answer lists them: whose they are is said once, outside. */
export function activityToWire(actions: readonly UserAction[]): readonly Readonly<Record<string, unknown>>[] {
  const nobody = { sessionId: null, userId: null, email: null, conversationId: null };
  const slim = toSlimActions(
    actions.map(({ action }) => action),
    0,
    nobody,
  );
  return slim.map((action, at) => {
    const { user_id: _user, email: _email, conversation_id: _conversation, ...wire } = slimActionToWire(action);
    return { ...wire, session_id: actions[at]?.sessionId ?? null };
  });
}

/** `[12] click: Clicked the "Export" button — https://…`, for text that people and models read. */
export function actionLines(actions: readonly Action[], firstIndex: number): readonly string[] {
  const nobody = { sessionId: null, userId: null, email: null, conversationId: null };
  return toSlimActions(actions, firstIndex, nobody).map(
    ({ index, type, description, canonicalUrl }) => `[${index}] ${type}: ${description} — ${canonicalUrl}`,
  );
}
