import { element } from "../shadow/element.ts";

const BOLD = /\*\*([^*\n]+)\*\*/g;

/** A step's words with `**names of controls**` in bold; everything else is plain text. */
export function emphasis(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(BOLD)) {
    nodes.push(document.createTextNode(text.slice(from, match.index)));
    nodes.push(element("strong", { text: match[1] ?? "" }));
    from = match.index + match[0].length;
  }
  nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}
