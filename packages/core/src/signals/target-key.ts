import type { Action } from "../actions/action.ts";

/**
 * Names the control an action happened on, within its page and record: two actions with the same key were on the same
 * control. Empty when nothing names it. A stable handle goes before the label, which may change ("Save" → "Saving…").
 */
export function targetKey({ target, label }: Action): string {
  const handle = target?.testId ?? target?.id ?? target?.name;
  if (handle === undefined && label === "") return "";
  const own = handle ?? `${target?.role ?? ""}|${label.toLowerCase()}`;
  return `${own}|${target?.anchor ?? ""}|${target?.entity ?? ""}`;
}
