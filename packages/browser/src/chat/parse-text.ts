export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "strong"; readonly text: string }
  | { readonly type: "code"; readonly text: string };

export type Block =
  | { readonly type: "paragraph"; readonly lines: readonly (readonly Inline[])[] }
  | {
      readonly type: "list";
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Inline[])[];
    };

const ORDERED_ITEM = /^\s*(\d{1,3})[.)]\s+(.*)$/;
const BULLET_ITEM = /^\s*[-*•]\s+(.*)$/;
const INLINE = /\*\*([^*\n]+)\*\*|`([^`\n]+)`/g;

/**
 * Reads the little formatting an answer may have: paragraphs, numbered and bulleted lists, `**bold**`, `` `code` ``.
 * Everything else, links and HTML above all, stays the characters it is. An unfinished mark is shown as written, so
 * that text can be read while it arrives.
 */
export function parseText(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: (readonly Inline[])[] = [];
  let list: { ordered: boolean; start: number; items: (readonly Inline[])[] } | undefined;

  const close = (): void => {
    if (lines.length > 0) blocks.push({ type: "paragraph", lines });
    if (list) blocks.push({ type: "list", ...list });
    lines = [];
    list = undefined;
  };

  let blankBefore = false;
  for (const line of text.split(/\r?\n/)) {
    const numbered = ORDERED_ITEM.exec(line);
    const item = numbered?.[2] ?? BULLET_ITEM.exec(line)?.[1];
    if (line.trim() === "") {
      // A list goes on after an empty line when the next line is an item of the same kind.
      if (!list) close();
      blankBefore = true;
      continue;
    }
    if (item !== undefined) {
      const ordered = numbered !== null;
      if (!list || list.ordered !== ordered) {
        close();
        list = { ordered, start: Number(numbered?.[1] ?? 1), items: [] };
      }
      list.items.push(parseInline(item));
    } else if (list && !blankBefore && /^\s/.test(line)) {
      const last = list.items.pop() ?? [];
      list.items.push([...last, ...parseInline(` ${line.trim()}`)]);
    } else {
      if (list) close();
      lines.push(parseInline(line.trim()));
    }
    blankBefore = false;
  }
  close();
  return blocks;
}

function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) parts.push({ type: "text", text: text.slice(from, match.index) });
    if (match[1] !== undefined) parts.push({ type: "strong", text: match[1] });
    if (match[2] !== undefined) parts.push({ type: "code", text: match[2] });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ type: "text", text: text.slice(from) });
  return parts;
}
