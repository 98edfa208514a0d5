/** A piece of a line. */
export interface TextRun {
  readonly text: string;
  readonly bold: boolean;
}

/** A line of Usher's text. Lines between two empty ones are a paragraph, numbered ones a list. */
export type TextLine =
  | { readonly type: "line"; readonly runs: readonly TextRun[] }
  | { readonly type: "item"; readonly number: number; readonly runs: readonly TextRun[] }
  | { readonly type: "gap" };

const ITEM = /^\s{0,3}(\d{1,3})[.)]\s+(.*)$/;
const BOLD = /\*\*([^*\n]+)\*\*/g;

/** Reads the little formatting Usher writes. Everything else, links and HTML above all, stays the characters it is. */
export function readText(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (const line of text.trim().split(/\r\n|\r|\n/)) {
    const [, number, rest] = ITEM.exec(line) ?? [];
    if (line.trim() === "") {
      if (lines.at(-1)?.type !== "gap") lines.push({ type: "gap" });
    } else if (number !== undefined && rest !== undefined) {
      lines.push({ type: "item", number: Number(number), runs: readRuns(rest.trim()) });
    } else {
      lines.push({ type: "line", runs: readRuns(line.trim()) });
    }
  }
  return lines;
}

function readRuns(text: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (const match of text.matchAll(BOLD)) {
    if (match.index > from) runs.push({ text: text.slice(from, match.index), bold: false });
    runs.push({ text: match[1] as string, bold: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), bold: false });
  return runs;
}
