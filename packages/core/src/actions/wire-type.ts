import type { RawEventType } from "../wire/raw-event.ts";
import type { Action } from "./action.ts";

/** The names existing readers of the stream know; what they have no name for keeps its own. */
const WIRE_TYPE: Readonly<Record<RawEventType, string>> = {
  page_view: "pageview",
  page_leave: "pageleave",
  click: "click",
  submit: "submit",
  change: "type",
  visibility: "focus",
  error: "error",
  custom: "custom",
  dead_click: "dead_click",
  form_close: "form_close",
  input_activity: "input_activity",
};

/** What an action is called in an `actions` payload: `pageview`, `click`, `submit`, `type`, `focus`, `blur` and so on. */
export function wireType({ type, properties }: Pick<Action, "type" | "properties">): string {
  return type === "visibility" && properties?.state === "hidden" ? "blur" : WIRE_TYPE[type];
}
