import { chunkBlocks, type DocumentBlock, MAX_DOCUMENT_CHARS } from "./document-chunks.ts";
import type { KnowledgeEntry } from "./entry.ts";

const FENCE = /^ {0,3}(?:```|~~~)/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
const STEP = /^ {0,3}\d{1,3}[.)][ \t]+(\S.*)$/;

/** The pieces of a Markdown document. Front matter, comments and images are left out; links keep their words. */
export function chunkMarkdown(name: string, markdown: string): readonly KnowledgeEntry[] {
  const lines = withoutFrontMatter(markdown.slice(0, MAX_DOCUMENT_CHARS).split(/\r?\n/));
  const blocks: DocumentBlock[] = [];
  let open: { type: "step" | "text"; lines: string[] } | undefined;
  let isCode = false;
  const close = (): void => {
    if (open !== undefined) blocks.push({ type: open.type, text: inline(open.lines.join(" ")) });
    open = undefined;
  };
  for (const line of lines) {
    if (FENCE.test(line)) {
      isCode = !isCode;
      continue;
    }
    const heading = isCode ? null : HEADING.exec(line);
    const step = isCode ? null : STEP.exec(line);
    if (heading !== null) {
      close();
      const text = (heading[2] ?? "").replace(/[ \t]#+[ \t]*$/, "");
      blocks.push({ type: "heading", level: heading[1]?.length ?? 1, text: inline(text) });
    } else if (step !== null) {
      close();
      open = { type: "step", lines: [step[1] ?? ""] };
    } else if (line.trim() === "") {
      close();
    } else if (open === undefined) {
      open = { type: "text", lines: [line.trim()] };
    } else {
      open.lines.push(line.trim());
    }
  }
  close();
  return chunkBlocks(name, blocks);
}

function withoutFrontMatter(lines: readonly string[]): readonly string[] {
  if (lines[0]?.trim() !== "---") return lines;
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === "---");
  return end < 0 ? lines : lines.slice(end + 1);
}

/** Names of controls keep their **bold**: that is how a how-to marks them. */
function inline(text: string): string {
  return text
    .replace(/<!--.{0,2000}?-->/g, " ")
    .replace(/!\[[^\]]{0,300}\]\([^)]{0,1000}\)/g, " ")
    .replace(/\[([^\]]{1,300})\]\([^)]{0,1000}\)/g, "$1")
    .replace(/<\/?[a-zA-Z][^<>]{0,500}>/g, " ")
    .replace(/[ \t]+/g, " ")
    .trim();
}
