import type { PageElement } from "./page-element.ts";
import { MAX_ATTRIBUTES, MAX_ELEMENTS } from "./parse-elements.ts";

const MAX_CHAIN = 32_768;
const PREFIX = "attr__";
/** Where the selector ends and attributes begin. Class names may contain colons (`md:flex`), so a colon alone is no sign. */
const FIRST_ATTRIBUTE = /:(?:attr__|attr_id=|href=|nth-child=|nth-of-type=|text=)/;

/**
 * posthog-js's `$elements_chain`: the same elements as one text, the innermost first.
 * `span.strong:text="changes";button.btn:attr__id="save"text="Save changes";td:nth-child="2"`
 */
export function parseElementsChain(chain: string): readonly PageElement[] {
  const text = chain.slice(0, MAX_CHAIN);
  const elements: PageElement[] = [];
  for (let start = 0; start < text.length && elements.length < MAX_ELEMENTS; ) {
    const end = endOfElement(text, start);
    if (end > start) elements.push(parseElement(text.slice(start, end)));
    start = end + 1;
  }
  return elements;
}

function parseElement(source: string): PageElement {
  const split = source.search(FIRST_ATTRIBUTE);
  const [tag = "", ...classes] = (split === -1 ? source.replace(/:$/, "") : source.slice(0, split)).split(".");
  const attributes = new Map<string, string>();
  let text = "";
  let position = split === -1 ? source.length : split + 1;
  while (position < source.length && attributes.size < MAX_ATTRIBUTES) {
    const open = source.indexOf('="', position);
    if (open === -1) break;
    const name = source.slice(position, open);
    const close = endOfQuoted(source, open + 2);
    const value = source.slice(open + 2, close).replaceAll('\\"', '"');
    if (name === "text") text = value;
    else if (name.startsWith(PREFIX)) attributes.set(name.slice(PREFIX.length), value);
    position = close + 1;
  }
  return { tag: tag.toLowerCase(), text, classes, attributes };
}

/** Index of the `;` that ends the element, or the text's end; a `;` in quotes does not. */
function endOfElement(text: string, start: number): number {
  for (let index = start; index < text.length; index++) {
    const char = text[index];
    if (char === ";") return index;
    if (char === '"') index = endOfQuoted(text, index + 1);
  }
  return text.length;
}

/** Index of the closing quote. Only quotes are escaped: a backslash before anything else is a backslash. */
function endOfQuoted(text: string, start: number): number {
  let close = text.indexOf('"', start);
  while (close > start && text[close - 1] === "\\") close = text.indexOf('"', close + 1);
  return close === -1 ? text.length : close;
}
