import type { KnowledgeEntry } from "./entry.ts";

/** Characters of one document that are read, of one piece, and pieces of one document. */
export const MAX_DOCUMENT_CHARS = 1_000_000;
const MAX_CHUNK_CHARS = 1_500;
const MAX_CHUNKS = 500;
const MAX_STEPS = 50;
const MAX_TITLE_CHARS = 200;
const MAX_STEP_CHARS = 500;

/** What a reader of documents understands of them, line by line. */
export type DocumentBlock =
  | { readonly type: "heading"; readonly level: number; readonly text: string }
  /** An item of a numbered list. */
  | { readonly type: "step"; readonly text: string }
  | { readonly type: "text"; readonly text: string };

/**
 * Cuts a document into pieces that can be found: one per heading, titled by its headings, with the items of its numbered
 * lists as steps. Long sections are cut between paragraphs.
 *
 * @param name of the document, e.g. its path; also the title of what stands before the first heading.
 */
export function chunkBlocks(name: string, blocks: readonly DocumentBlock[]): readonly KnowledgeEntry[] {
  const chunks: KnowledgeEntry[] = [];
  const headings: string[] = [];
  let steps: string[] = [];
  let texts: string[] = [];
  let chars = 0;

  const flush = (): void => {
    if ((steps.length > 0 || texts.length > 0) && chunks.length < MAX_CHUNKS) {
      const path = headings.filter((heading) => heading !== undefined && heading !== "");
      // The document's own title is in every piece's context and would drown the section's.
      const title = path.length > 1 ? path.slice(1).join(" › ") : (path[0] ?? name);
      chunks.push({
        id: `doc:${name}#${chunks.length + 1}`,
        kind: "document",
        title: title.slice(0, MAX_TITLE_CHARS),
        steps: steps.map((description) => ({ title: "", description })),
        text: texts.join("\n\n"),
        source: name,
      });
    }
    [steps, texts, chars] = [[], [], 0];
  };

  for (const block of blocks) {
    const text = block.text.trim();
    if (block.type === "heading") {
      flush();
      headings.length = Math.min(headings.length, block.level - 1);
      while (headings.length < block.level - 1) headings.push("");
      headings.push(text);
      continue;
    }
    if (text === "") continue;
    if (block.type === "step") {
      if (chars + text.length > 2 * MAX_CHUNK_CHARS || steps.length >= MAX_STEPS) flush();
      steps.push(text.slice(0, MAX_STEP_CHARS));
      chars += text.length;
      continue;
    }
    for (const part of cut(text)) {
      if (chars + part.length > MAX_CHUNK_CHARS) flush();
      texts.push(part);
      chars += part.length;
    }
  }
  flush();
  return chunks;
}

function cut(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > MAX_CHUNK_CHARS) {
    const space = rest.lastIndexOf(" ", MAX_CHUNK_CHARS);
    const at = space > MAX_CHUNK_CHARS / 2 ? space : MAX_CHUNK_CHARS;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest];
}
