/** A heading with what stands below it. Lines count from 1. */
export interface MarkdownSection {
  readonly title: string;
  readonly line: number;
  /** Paragraphs before the list. */
  readonly before: readonly string[];
  readonly items: readonly MarkdownItem[];
  /** Paragraphs after it. */
  readonly after: readonly string[];
}

export interface MarkdownItem {
  readonly text: string;
  readonly line: number;
}

const HEADING = /^#{1,6}\s+(.+?)\s*#*\s*$/;
const ITEM = /^(\s{0,3})\d{1,3}[.)]\s+(.*)$/;
const FENCE = /^\s*(```|~~~)/;
const COMMENT_ONLY = /^\s*<!--.*-->\s*$/;

interface Open {
  readonly title: string;
  readonly line: number;
  readonly before: string[];
  readonly items: { text: string; readonly line: number }[];
  readonly after: string[];
}

/** The sections of a document that have a numbered list: its first one. Code is left out, and so is the front matter. */
export function markdownSections(markdown: string): readonly MarkdownSection[] {
  const lines = markdown.split(/\r?\n/);
  const sections: Open[] = [];
  let open: Open = { title: "", line: 1, before: [], items: [], after: [] };
  let isFenced = false;
  let isParagraph = false;
  lines.forEach((text, index) => {
    const line = index + 1;
    if (line <= frontMatterEnd(lines)) return;
    if (FENCE.test(text)) {
      isFenced = !isFenced;
      return;
    }
    if (isFenced || COMMENT_ONLY.test(text)) return;
    const heading = HEADING.exec(text)?.[1];
    if (heading !== undefined) {
      sections.push(open);
      open = { title: heading, line, before: [], items: [], after: [] };
      isParagraph = false;
      return;
    }
    if (text.trim() === "") {
      isParagraph = false;
      return;
    }
    const item = ITEM.exec(text);
    const latest = open.items.at(-1);
    if (item !== null && open.after.length === 0) open.items.push({ text: (item[2] ?? "").trim(), line });
    else if (latest !== undefined && open.after.length === 0 && (/^\s{2,}/.test(text) || isParagraph)) {
      latest.text = `${latest.text} ${text.trim().replace(/^[-*+]\s+/, "")}`.trim();
    } else {
      const paragraphs = open.items.length === 0 ? open.before : open.after;
      const last = paragraphs.pop();
      if (last !== undefined && isParagraph) paragraphs.push(`${last} ${text.trim()}`);
      else paragraphs.push(...(last === undefined ? [] : [last]), text.trim());
    }
    isParagraph = true;
  });
  sections.push(open);
  return sections.filter(({ items }) => items.length > 0);
}

/** `key: value` lines between two `---` at the top. */
export function frontMatter(markdown: string): Readonly<Record<string, string>> {
  const lines = markdown.split(/\r?\n/);
  const pairs = lines.slice(1, Math.max(1, frontMatterEnd(lines) - 1)).flatMap((line) => {
    const found = /^([A-Za-z_]+):\s*(.*?)\s*$/.exec(line);
    return found === null ? [] : [[found[1] ?? "", (found[2] ?? "").replace(/^["']|["']$/g, "")] as const];
  });
  return Object.fromEntries(pairs);
}

/** Number of the line that closes it; 0 without one. */
function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.trim() !== "---") return 0;
  return lines.findIndex((line, index) => index > 0 && line.trim() === "---") + 1;
}
