import type { Action } from "../actions/action.ts";
import { describeAction } from "../actions/describe-action.ts";
import { type ActionOwner, endOf } from "../actions/to-slim-action.ts";
import { wireType } from "../actions/wire-type.ts";
import { inferIntent } from "../intents/infer-intent.ts";
import type { SessionGoal } from "../intents/session-goal.ts";

/** What a session did, ready to be sent. */
export interface OutgoingActions extends ActionOwner {
  readonly productId: string;
  /** In the order in which they were stored. */
  readonly actions: readonly Action[];
  /** Position of the first one in the session, from 0. */
  readonly firstIndex: number;
  /** Seconds since the Unix epoch. */
  readonly forwardedAtS: number;
  /** What the session seems to be about, when that is known. */
  readonly sessionGoal?: SessionGoal | undefined;
}

/**
 * An `actions` payload as one line of JSON. Written field by field because every ingested action passes here; it is
 * what `JSON.stringify(actionsPayloadToWire(…))` says, and besides each action's `id` (of its event), `intent` and
 * `intent_confidence`, and the payload's `session_goal`. Readers that do not know these leave them.
 */
export function actionsToWire({
  productId,
  actions,
  firstIndex,
  forwardedAtS,
  sessionGoal,
  ...owner
}: OutgoingActions): string {
  const whose =
    `"session_id":${JSON.stringify(owner.sessionId)},"user_id":${JSON.stringify(owner.userId)},` +
    `"email":${JSON.stringify(owner.email)},"conversation_id":${JSON.stringify(owner.conversationId)}`;
  let list = "";
  for (let at = 0; at < actions.length; at++) {
    const action = actions[at] as Action;
    const { intent, confidence } = inferIntent(action);
    if (at > 0) list += ",";
    list +=
      `{"title":${JSON.stringify(action.title)},"description":${JSON.stringify(describeAction(action))},` +
      `"canonical_url":${JSON.stringify(action.canonicalUrl)},"index":${firstIndex + at},"type":"${wireType(action)}",` +
      `"timestamp_start":${action.at / 1_000},"timestamp_end":${endOf(action, actions[at + 1]) / 1_000},` +
      `"raw_url":${JSON.stringify(action.url)},${whose},"id":${JSON.stringify(action.id)},` +
      `"intent":"${intent}","intent_confidence":${confidence}}`;
  }
  return (
    `{"type":"actions","product_id":${JSON.stringify(productId)},${whose},"actions":[${list}],` +
    `"count":${actions.length},"forwarded_at":${forwardedAtS}${goalText(sessionGoal)}}`
  );
}

function goalText(goal: SessionGoal | undefined): string {
  if (goal === undefined) return "";
  const { pathId, ...rest } = goal;
  return `,"session_goal":${JSON.stringify(pathId === undefined ? rest : { ...rest, path_id: pathId })}`;
}
