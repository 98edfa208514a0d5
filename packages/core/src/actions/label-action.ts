import type { RawElement, RawEvent, RawEventType } from "../wire/raw-event.ts";
import { cleanText } from "./clean-text.ts";
import { cutText } from "./cut-text.ts";
import { parseUrl } from "./parse-url.ts";
import { scrubText } from "./scrub-text.ts";

const LABEL_MAX = 120;
/** What is looked at of a document's title. */
const TITLE_MAX = 1_000;

const VERB: Record<RawEventType, string> = {
  page_view: "Viewed",
  page_leave: "Left",
  click: "Clicked",
  submit: "Submitted",
  change: "Changed",
  visibility: "Switched",
  error: "Saw error",
  custom: "Did",
  dead_click: "Clicked without effect",
  form_close: "Left form",
  input_activity: "Was active in",
};

const ACTIVITY: Readonly<Record<string, string>> = {
  typing: "Typed",
  dragging: "Dragged",
  idle: "Stopped typing",
  active: "Kept typing",
  away: "Stopped using the page",
  back: "Used the page again",
};

/** What the control or page is called, and the sentence that says what the user did with it. */
export interface ActionLabel {
  /** e.g. `Save changes`; empty when the control has no name. */
  readonly label: string;
  /** e.g. `Clicked Save changes`. */
  readonly title: string;
}

export function labelAction(event: RawEvent): ActionLabel {
  const label = safeName(nameOf(event));
  if (event.type === "custom") return { label, title: label };
  if (event.type === "visibility") {
    const hidden = event.properties?.state === "hidden";
    return { label, title: hidden ? "Left the tab" : "Came back to the tab" };
  }
  if (event.type === "input_activity")
    return { label, title: ACTIVITY[String(event.properties?.state)] ?? "Was active" };
  return { label, title: `${VERB[event.type]} ${label === "" ? kindOf(event.element) : label}` };
}

/** Scrubbed here as well: pages may be old, and not every page is ours. Cut last, so that no half of an address stays. */
function safeName(name: string): string {
  return cutText(scrubText(cleanText(name, 2 * LABEL_MAX)), LABEL_MAX).trim();
}

function nameOf(event: RawEvent): string {
  switch (event.type) {
    case "custom":
      return event.name ?? "";
    case "page_view":
    case "page_leave":
      return pageName(event);
    case "visibility":
      return "";
    default: {
      const element = event.element;
      return element?.label || element?.anchor || element?.name || element?.test_id || element?.id || event.name || "";
    }
  }
}

/** Titles end in the product's name by convention ("Projects · Northwind"): the first part names the page. */
function pageName(event: RawEvent): string {
  const first = (event.title ?? "")
    .slice(0, TITLE_MAX)
    .split(/\s[|·•–—-]\s/)[0]
    ?.trim();
  if (first !== undefined && first !== "") return first;
  const last = parseUrl(event.url ?? "").segments.at(-1) ?? "home";
  const words = last.replace(/[-_]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function kindOf(element: RawElement | undefined): string {
  return `unnamed ${element?.role ?? element?.tag ?? "element"}`;
}
