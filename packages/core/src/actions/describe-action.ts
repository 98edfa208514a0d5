import type { Action } from "./action.ts";

/** Roles by the word a user would say; the others stay unnamed ("Clicked "Save""). */
const NOUN: ReadonlyMap<string, string> = new Map([
  ["button", "button"],
  ["link", "link"],
  ["tab", "tab"],
  ["switch", "switch"],
  ["checkbox", "checkbox"],
  ["radio", "option"],
  ["option", "option"],
  ["menuitem", "menu item"],
  ["menuitemcheckbox", "menu item"],
  ["menuitemradio", "menu item"],
  ["treeitem", "item"],
  ["textbox", "field"],
  ["searchbox", "search field"],
  ["combobox", "list"],
  ["listbox", "list"],
  ["spinbutton", "number field"],
  ["slider", "slider"],
  ["form", "form"],
]);

type Described = Pick<Action, "type" | "title" | "label" | "target" | "properties">;

/**
 * What the user did as a sentence without its full stop, e.g. `Clicked the "Save changes" button`. Names from the page
 * are quoted, so that a reader can tell them from our words; they hold no quotation mark of their own.
 */
export function describeAction(action: Described): string {
  const { type, title, properties } = action;
  switch (type) {
    case "page_view":
      return `Viewed the ${thing(action, "page")}`;
    case "page_leave":
      return `Left the ${thing(action, "page")}`;
    case "click":
      return `Clicked ${control(action, "element")}`;
    case "dead_click":
      return `Clicked ${control(action, "element")} and nothing happened`;
    case "submit":
      return `Submitted ${control(action, "form")}`;
    case "change":
      return properties?.invalid === true
        ? `Filled in ${control(action, "field")}, which was refused`
        : `Changed ${control(action, "field")}`;
    case "form_close":
      return `Left ${control(action, "form")} ${properties?.submitted === true ? "after sending it" : "without sending it"}`;
    case "error":
      return `Saw an error${errorName(action)}`;
    case "custom":
      return `Did ${quoted(action.label === "" ? "something" : action.label)}`;
    case "visibility":
    case "input_activity":
      return title;
  }
}

/** `the "Save" button`, `"Save"` when nobody said what it is, `an unnamed button` when it has no name. */
function control({ label, target }: Described, otherwise: string): string {
  const noun = NOUN.get(target?.role ?? "");
  if (label === "") return `an unnamed ${noun ?? otherwise}`;
  if (noun !== undefined) return `the ${quoted(label)} ${noun}`;
  return otherwise === "element" ? quoted(label) : `the ${quoted(label)} ${otherwise}`;
}

function thing({ label }: Described, noun: string): string {
  return label === "" ? noun : `${quoted(label)} ${noun}`;
}

function errorName({ label, properties }: Described): string {
  const status = properties?.status;
  const said = typeof status === "number" ? ` with status ${status}` : "";
  return label === "" ? said : `${said}: ${quoted(label)}`;
}

function quoted(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', "'")}"` : `"${text}"`;
}
