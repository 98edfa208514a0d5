import { isMasked, pathOf } from "./privacy-marks.ts";

/** What people type, and what is no text at all. */
const SKIPPED =
  "input,textarea,select,datalist,script,style,noscript,template,[contenteditable]:not([contenteditable=false]),[aria-hidden=true],[hidden]";

/** The text a user reads in an element, white space collapsed; never anything typed, masked or not displayed. */
export function visibleText(element: Element, limit: number): string {
  if (isMasked(pathOf(element))) return "";
  const parts: string[] = [];
  collect(element, parts, limit * 2);
  return parts.join("").replace(/\s+/g, " ").trim().slice(0, limit).trim();
}

function collect(element: Element, parts: string[], room: number): number {
  let left = room;
  for (const node of childrenOf(element)) {
    if (left <= 0) break;
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.nodeValue ?? "").slice(0, left);
      parts.push(text);
      left -= text.length;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      left = collectElement(node as Element, parts, left);
    }
  }
  return left;
}

function collectElement(element: Element, parts: string[], room: number): number {
  if (element.matches(SKIPPED) || isMasked([element])) return room;
  const named = element.getAttribute("aria-label") ?? element.getAttribute("alt");
  if (named !== null) return push(` ${named} `, parts, room);
  if (element.localName === "svg") return push(element.querySelector("title")?.textContent ?? "", parts, room);
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden") return room;
  // Blocks and flex items are read as separate words, runs of inline elements as one.
  const apart = style.display.startsWith("inline") || style.display === "contents" ? "" : " ";
  parts.push(apart);
  const left = collect(element, parts, room);
  parts.push(apart);
  return left;
}

function push(text: string, parts: string[], room: number): number {
  parts.push(text.slice(0, room));
  return room - text.length;
}

function childrenOf(element: Element): Iterable<Node> {
  if (element.localName === "slot") {
    const assigned = (element as HTMLSlotElement).assignedNodes({ flatten: true });
    if (assigned.length > 0) return assigned;
  }
  return (element.shadowRoot ?? element).childNodes;
}
