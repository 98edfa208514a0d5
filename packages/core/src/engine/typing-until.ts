import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { isPulse } from "../session/window.ts";
import type { RawEventType } from "../wire/raw-event.ts";
import type { Draft } from "./draft.ts";

/** Until when the user counts as typing or dragging unless a new sign comes; 0 when they do neither. */
export function typingUntil(draft: Draft): EpochMs {
  const { actions } = draft.window;
  const pulse = actions.findLast(isPulse);
  if (pulse === undefined || pulse.properties?.state === "idle") return 0;
  // Counted from when we heard of it: a page's clock may be off by as much as the whole lull.
  const until = pulse.receivedAt + draft.rules.policy.typingLullS * SECOND_MS;
  return until > draft.now && !hasPausedSince(actions, pulse.at) ? until : 0;
}

/** Something was finished: a save, another page, a form that closed, a click on anything but a text field. */
function hasPausedSince(actions: readonly Action[], at: EpochMs): boolean {
  for (let index = actions.length - 1; index >= 0; index--) {
    const action = actions[index];
    if (action === undefined || action.at < at) return false;
    if (action.type === "click" ? !isTextField(action) : PAUSES.has(action.type)) return true;
  }
  return false;
}

const PAUSES: ReadonlySet<RawEventType> = new Set(["submit", "page_view", "form_close"]);

const TEXT_FIELDS: ReadonlySet<string> = new Set(["textbox", "searchbox", "combobox", "spinbutton"]);

function isTextField({ target }: Action): boolean {
  return target?.role !== undefined && TEXT_FIELDS.has(target.role);
}
