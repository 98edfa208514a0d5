import type { Action } from "../actions/action.ts";

/** Steppers, editors and day grids: people click them quickly because they work. */
const ROLES = new Set([
  "spinbutton",
  "slider",
  "scrollbar",
  "gridcell",
  "textbox",
  "searchbox",
  "application",
  "option",
]);
const PARTS = new Set(["pager", "calendar", "stepper", "editor", "canvas"]);
const WORDS: ReadonlySet<string> = new Set(
  "next previous prev back forward older newer first last more less increase decrease increment decrement undo redo".split(
    " ",
  ),
);
const SYMBOLS = /^[+\-−–<>«»‹›←→↑↓▲▼◀▶\d\s]+$/;
const PAGING =
  /^(?:(?:go to )?(?:next|previous|prev|last|first)|(?:go to )?page)\b|\b(?:month|year|week|page|slide|zoom)$/i;

/** Whether quick clicks on this control mean that it works rather than that it does not. */
export function isRepeatable({ target, label }: Action): boolean {
  if (target?.role !== undefined && ROLES.has(target.role)) return true;
  if (target?.within !== undefined && PARTS.has(target.within)) return true;
  return WORDS.has(label.toLowerCase()) || (label !== "" && SYMBOLS.test(label)) || PAGING.test(label);
}
