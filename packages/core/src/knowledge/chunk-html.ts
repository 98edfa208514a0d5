import { chunkBlocks, type DocumentBlock, MAX_DOCUMENT_CHARS } from "./document-chunks.ts";
import type { KnowledgeEntry } from "./entry.ts";
import { readHtml } from "./read-html.ts";

const BREAKS: ReadonlySet<string> = new Set(
  "p div section article main header aside ul ol li dl dt dd table tr td th br hr pre blockquote figure body".split(
    " ",
  ),
);

/** The pieces of an HTML page: its headings, its numbered lists, its text. */
export function chunkHtml(name: string, html: string): readonly KnowledgeEntry[] {
  const blocks: DocumentBlock[] = [];
  const lists: string[] = [];
  let type: DocumentBlock["type"] = "text";
  let level = 1;
  let text = "";
  const close = (): void => {
    const clean = text.replace(/\s+/g, " ").trim();
    if (clean !== "") blocks.push(type === "heading" ? { type, level, text: clean } : { type, text: clean });
    [text, type] = ["", "text"];
  };
  for (const token of readHtml(html.slice(0, MAX_DOCUMENT_CHARS))) {
    if (token.type === "text") {
      text += token.text;
      continue;
    }
    const isOpen = token.type === "open";
    const heading = /^h([1-6])$/.exec(token.name);
    if (heading !== null) {
      close();
      if (isOpen) [type, level] = ["heading", Number(heading[1])];
    } else if (token.name === "strong" || token.name === "b") {
      text += "**";
    } else if (BREAKS.has(token.name)) {
      // Paragraphs inside an item of a numbered list belong to its step.
      const isInStep = type === "step" && !["li", "ol", "ul"].includes(token.name);
      if (isInStep) text += " ";
      else close();
      if (token.name === "ol" || token.name === "ul") {
        if (isOpen) lists.push(token.name);
        else lists.pop();
      }
      if (isOpen && token.name === "li" && lists.at(-1) === "ol") type = "step";
    }
  }
  close();
  return chunkBlocks(name, blocks.map(withoutEmptyBold));
}

function withoutEmptyBold(block: DocumentBlock): DocumentBlock {
  const text = block.text.replace(/\*\*\s*\*\*/g, " ");
  return { ...block, text: block.type === "heading" ? text.replaceAll("**", "") : text };
}
