import { type RawElement, stableId } from "@usher/core";
import { definedOnly } from "../event/defined-only.ts";
import { elementRole } from "./element-role.ts";
import type { PageElement } from "./page-element.ts";

const CONTROL_TAGS = new Set(["button", "a", "summary", "label", "option"]);
const FIELD_TAGS = new Set(["input", "select", "textarea"]);
const CONTROL_ROLES = new Set([
  "button",
  "link",
  "tab",
  "switch",
  "checkbox",
  "radio",
  "option",
  "treeitem",
  "menuitem",
  "menuitemcheckbox",
  "menuitemradio",
]);
/** What people type into or choose from: their text is never read. */
const FIELD_ROLES = new Set(["textbox", "searchbox", "combobox", "listbox", "spinbutton", "slider"]);
/** The inputs whose `value` is a caption its author wrote, not something typed. */
const CAPTIONED_INPUTS = new Set(["button", "submit", "reset"]);
const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa", "data-attr"];
const IGNORED_CLASSES = new Set(["ph-no-capture", "rr-block", "rr-ignore"]);
const MASKED_CLASSES = new Set(["ph-sensitive", "ph-mask", "rr-mask"]);

export type ElementReading = { readonly type: "element"; readonly element: RawElement } | { readonly type: "private" };

/**
 * The control an event happened on: the nearest interactive element of the path (innermost first), so that a click on
 * the icon or the word in a button is a click on the button. Words are read from controls only; from what is no control,
 * and from what people type into, structure alone.
 */
export function describeElements(path: readonly PageElement[]): ElementReading | undefined {
  if (path.some(isIgnored)) return { type: "private" };
  const index = path.findIndex((element) => isControl(element) || isField(element));
  const outwards = path.slice(Math.max(0, index));
  const [element] = outwards;
  if (element === undefined) return undefined;
  const { attributes } = element;
  const label = attributes.get("data-usher-label") || (path.some(isMasked) ? undefined : labelOf(element));
  return {
    type: "element",
    element: definedOnly({
      tag: element.tag || undefined,
      role: elementRole(element),
      label: label || undefined,
      id: stableId(attributes.get("id")),
      name: attributes.get("name") || undefined,
      test_id: TEST_IDS.map((name) => attributes.get(name)).find(Boolean),
      anchor: outwards.map((each) => each.attributes.get("data-usher-anchor")).find(Boolean),
    }),
  };
}

/** The words a user reads come first: what is on the stream should be found on the screen. */
function labelOf(element: PageElement): string | undefined {
  const { tag, attributes } = element;
  const caption = tag === "input" && CAPTIONED_INPUTS.has(attributes.get("type")?.toLowerCase() ?? "");
  return (
    (isControl(element) ? element.text.trim() : "") ||
    (caption ? attributes.get("value") : "") ||
    attributes.get("aria-label") ||
    (isControl(element) || isField(element) ? attributes.get("title") || attributes.get("placeholder") : "") ||
    attributes.get("alt")
  );
}

function isControl(element: PageElement): boolean {
  if (isField(element)) return false;
  const { tag, attributes } = element;
  return CONTROL_TAGS.has(tag) || CONTROL_ROLES.has(roleOf(attributes)) || attributes.has("data-usher-label");
}

function isField({ tag, attributes }: PageElement): boolean {
  return FIELD_TAGS.has(tag) || FIELD_ROLES.has(roleOf(attributes)) || isEditable(attributes);
}

function roleOf(attributes: ReadonlyMap<string, string>): string {
  return attributes.get("role")?.trim().split(/\s+/)[0] ?? "";
}

function isEditable(attributes: ReadonlyMap<string, string>): boolean {
  const editable = attributes.get("contenteditable");
  return editable !== undefined && editable !== "false";
}

function isIgnored({ tag, classes, attributes }: PageElement): boolean {
  return (
    tag === "usher-root" ||
    classes.some((name) => IGNORED_CLASSES.has(name)) ||
    attributes.has("data-usher-ignore") ||
    attributes.get("data-private") === "block" ||
    attributes.get("data-dd-privacy") === "hidden" ||
    (tag === "input" && ["password", "hidden"].includes(attributes.get("type")?.toLowerCase() ?? ""))
  );
}

function isMasked({ classes, attributes }: PageElement): boolean {
  return (
    // A link within an editor is something its user wrote.
    isEditable(attributes) ||
    classes.some((name) => MASKED_CLASSES.has(name)) ||
    attributes.has("data-usher-mask") ||
    attributes.has("data-private") ||
    (attributes.get("data-dd-privacy") ?? "").startsWith("mask")
  );
}
