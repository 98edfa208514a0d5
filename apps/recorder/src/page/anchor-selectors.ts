import { pathOf, stableId } from "@usher/browser/page-tools";
import { commonStart, equalsOf, rowOf } from "./row-of.ts";

const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];
/** A shorter beginning that ids share says nothing. */
const START_MIN = 4;
const SELECTOR_MAX = 200;

/**
 * CSS selectors that find the control again, most lasting first: what was written for Usher, ids and test ids that a person
 * wrote, form names, and its place in the structure when there is nothing else. For a control of a row, those that fit the
 * same control in every row; none names a single record.
 */
export function anchorSelectors(element: Element): readonly string[] {
  const repeated = rowOf(element);
  const found = repeated === undefined ? ofOne(element) : ofEvery(element, repeated.row, repeated.others);
  return [...new Set(found)]
    .filter((selector) => selector.length <= SELECTOR_MAX && finds(selector, element))
    .slice(0, 4);
}

function ofOne(element: Element): readonly string[] {
  const id = stableId(element.id);
  const own = [
    ...attribute(element, "data-usher-anchor"),
    ...(id === undefined ? [] : [`#${CSS.escape(id)}`]),
    ...TEST_IDS.flatMap((name) => attribute(element, name)),
    ...attribute(element, "name").map((selector) => element.localName + selector),
  ].filter((selector) => count(selector) === 1);
  return own.length > 0 ? own : place(element);
}

/** Nothing but beginnings that differ from row to row in their end, and structure. */
function ofEvery(element: Element, row: Element, others: readonly Element[]): readonly string[] {
  const all = [element, ...equalsOf(element, row, others)];
  const byStart = ["id", ...TEST_IDS].flatMap((name) => {
    const values = all.map((each) => each.getAttribute(name) ?? "");
    // Of the only row nobody knows what varies: not its last part, at any rate, which may name the record.
    const start = all.length > 1 ? commonStart(values) : (/^.*[-_:./]/.exec(values.join(""))?.[0] ?? "");
    const isSame = all.length > 1 && values.every((value) => value === values[0]);
    if (start.length < START_MIN) return [];
    return [isSame ? `[${name}="${CSS.escape(start)}"]` : `[${name}^="${CSS.escape(start)}"]`];
  });
  const type = element.getAttribute("type");
  const role = element.getAttribute("role");
  const kind = role !== null ? `[role="${CSS.escape(role)}"]` : type !== null ? `[type="${CSS.escape(type)}"]` : "";
  const rowRole = row.getAttribute("role");
  const rows = rowRole === null ? row.localName : `[role="${CSS.escape(rowRole)}"]`;
  const list = [...pathOf(row)].slice(1).find((each) => stableId(each.id) !== undefined);
  const within = list === undefined ? "" : `#${CSS.escape(list.id)} `;
  return [...byStart, `${within}${rows} ${element.localName}${kind}`];
}

function attribute(element: Element, name: string): readonly string[] {
  const value = element.getAttribute(name);
  return value === null || value === "" || stableId(value) === undefined ? [] : [`[${name}="${CSS.escape(value)}"]`];
}

/** From the nearest ancestor with a lasting id, or the body, downwards. */
function place(element: Element): readonly string[] {
  const parts: string[] = [];
  for (let each: Element | null = element; each !== null && parts.length < 6; each = each.parentElement) {
    const id = stableId(each.id);
    if (id !== undefined && each !== element) return [[`#${CSS.escape(id)}`, ...parts].join(" > ")];
    if (each.localName === "body") break;
    const alike = [...(each.parentElement?.children ?? [])].filter(({ localName }) => localName === each.localName);
    parts.unshift(alike.length > 1 ? `${each.localName}:nth-of-type(${alike.indexOf(each) + 1})` : each.localName);
  }
  const selector = parts.join(" > ");
  return count(selector) === 1 ? [selector] : [];
}

function finds(selector: string, element: Element): boolean {
  return [...element.ownerDocument.querySelectorAll(selector)].includes(element);
}

function count(selector: string): number {
  return document.querySelectorAll(selector).length;
}
