import { element } from "../shadow/element.ts";

const BOLD = /\*\*([^*\n]+)\*\*/;

/** A step's words with `**names of controls**` in bold; everything else is plain text. */
export function emphasis(text: string): (Node | string)[] {
  // Splitting keeps what the group matched: every second part.
  return text.split(BOLD).map((part, index) => (index % 2 === 1 ? element("strong", {}, part) : part));
}
