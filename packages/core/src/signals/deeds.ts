import type { Action } from "../actions/action.ts";
import type { RawEventType } from "../wire/raw-event.ts";

/** Whether the user did it. The rest is what the page noticed: errors, silence, a tab put aside. */
const IS_DEED: Record<RawEventType, boolean> = {
  page_view: true,
  page_leave: false,
  click: true,
  submit: true,
  change: true,
  visibility: false,
  error: false,
  custom: true,
  dead_click: false,
  form_close: false,
  input_activity: false,
};

/** Types of events that are deeds. */
export const DEED_TYPES: readonly RawEventType[] = (Object.keys(IS_DEED) as RawEventType[]).filter(
  (type) => IS_DEED[type],
);

export function isDeed(action: Action): boolean {
  return IS_DEED[action.type];
}
