import { scrubText } from "./scrub-text.ts";
import { visibleText } from "./visible-text.ts";

const LABEL_LIMIT = 120;

/** What is used by pressing it. */
export const PRESSED =
  "button,a,summary,label,[role=button],[role=link],[role=tab],[role=switch],[role=checkbox],[role=radio],[role=option],[role^=menuitem],[role=treeitem]";

/** Only the text of controls is read: anything larger would be the page's content. */
const READABLE = `${PRESSED},option,h1,h2,h3,h4,h5,h6`;

/**
 * The accessible name of a control, at most 120 characters, scrubbed.
 * `masked` leaves only what was written for Usher: `data-usher-label`.
 */
export function labelElement(element: Element, masked: boolean): string | undefined {
  const label = clean(element.getAttribute("data-usher-label")) || (masked ? "" : nameOf(element));
  return label === "" ? undefined : label;
}

function nameOf(element: Element): string {
  return (
    clean(element.getAttribute("aria-label")) ||
    clean(labelledBy(element)) ||
    clean(associated(element)) ||
    clean(element.getAttribute("alt")) ||
    clean(buttonCaption(element)) ||
    clean(element.matches(READABLE) ? visibleText(element, LABEL_LIMIT) : "") ||
    // As in the accessible-name rules, a tooltip names only what has no text of its own.
    clean(element.getAttribute("title")) ||
    clean(element.getAttribute("placeholder"))
  );
}

function labelledBy(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
  return ids
    .map((id) => root.getElementById?.(id))
    .map((other) => (other ? (other.getAttribute("aria-label") ?? visibleText(other, LABEL_LIMIT)) : ""))
    .join(" ");
}

function associated(element: Element): string {
  if (element.matches("button")) return "";
  const labels = (element as HTMLInputElement).labels;
  return labels ? Array.from(labels, (label) => visibleText(label, LABEL_LIMIT)).join(" ") : "";
}

/** The one `value` that is a caption its author wrote, not something typed. */
function buttonCaption(element: Element): string | null {
  return element.matches("input[type=submit],input[type=button],input[type=reset]")
    ? element.getAttribute("value")
    : null;
}

function clean(text: string | null): string {
  return scrubText((text ?? "").replace(/\s+/g, " ").trim())
    .slice(0, LABEL_LIMIT)
    .trim();
}
