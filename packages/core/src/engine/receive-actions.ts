import type { Action } from "../actions/action.ts";
import { addActions } from "../session/window.ts";
import { type Draft, patchSession } from "./draft.ts";
import type { HandActivity } from "./state.ts";

/**
 * Actions arrive. Signs of typing and dragging are not something the user did but how busy they are: the latest one is
 * kept beside the window, which they would otherwise soon fill. Both sides take any order and any repetition.
 */
export function receiveActions(draft: Draft, actions: readonly Action[]): void {
  const pulses = actions.flatMap(handActivity);
  const others = pulses.length === 0 ? actions : actions.filter((action) => handActivity(action).length === 0);
  const { window, added, duplicateCount } = addActions(draft.window, others);
  draft.window = window;
  draft.duplicateCount = duplicateCount + receivePulses(draft, pulses);
  // What the page said of its anchors was about another page, or about this one before it was loaded again.
  if (draft.session.missingAnchors.length > 0 && added.some(({ type }) => type === "page_view")) {
    patchSession(draft, { missingAnchors: [] });
  }
}

/** Keeps the latest; returns how many said nothing new. */
function receivePulses(draft: Draft, pulses: readonly HandActivity[]): number {
  let known = 0;
  let { hands } = draft.session;
  for (const pulse of pulses) {
    if (hands !== null && pulse.at === hands.at && pulse.state === hands.state) known++;
    if (hands === null || isLater(pulse, hands)) hands = pulse;
  }
  if (hands !== draft.session.hands) patchSession(draft, { hands });
  return known;
}

/** At the same moment busy wins over idle: silence is the safe side. */
function isLater(left: HandActivity, right: HandActivity): boolean {
  if (left.at !== right.at) return left.at > right.at;
  return RANK[left.state] > RANK[right.state];
}

const RANK: Record<HandActivity["state"], number> = { idle: 0, dragging: 1, typing: 2 };

function handActivity({ type, properties, at, receivedAt }: Action): HandActivity[] {
  if (type !== "input_activity") return [];
  const state = properties?.state;
  if (state !== "typing" && state !== "dragging" && state !== "idle") return [];
  return [{ state, at: Math.min(at, receivedAt) }];
}
