import type { BridgeManifest } from "../bridge/manifest.ts";
import { readText, type TextLine, type TextRun } from "./read-text.ts";

type Format = BridgeManifest["text"]["format"];

/** Usher's text in a surface's own format. Whatever is not Usher's formatting is escaped there. */
export function renderText(text: string, format: Format): string {
  switch (format) {
    case "usher":
      return text.trim();
    case "html":
      return toHtml(readText(text));
    case "markdown":
      return toLines(
        readText(text),
        ({ text: run, bold }) => (bold ? `**${escapeMarkdown(run)}**` : escapeMarkdown(run)),
        escapeLineStart,
      );
    case "plain":
      return toLines(
        readText(text),
        ({ text: run }) => run,
        (line) => line,
      );
  }
}

function toLines(
  lines: readonly TextLine[],
  render: (run: TextRun) => string,
  finish: (line: string) => string,
): string {
  return lines
    .map((line) => {
      if (line.type === "gap") return "";
      const content = line.runs.map(render).join("");
      return line.type === "item" ? `${line.number}. ${content}` : finish(content);
    })
    .join("\n");
}

/** What has a meaning in some kind of Markdown, links and images above all. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~|!]/g, "\\$&");
}

/** What has a meaning at the beginning of a line only. */
function escapeLineStart(line: string): string {
  return line.replace(/^(#{1,6}|[-+=]|\d+[.)])(?=\s|$|-|=)/, (mark) =>
    /\d/.test(mark) ? `${mark.slice(0, -1)}\\${mark.at(-1)}` : `\\${mark}`,
  );
}

/** Paragraphs, ordered lists, bold, line breaks: what messengers let through. */
function toHtml(lines: readonly TextLine[]): string {
  let html = "";
  let paragraph: string[] = [];
  let items: string[] = [];
  let last = 0;
  const close = (): void => {
    if (paragraph.length > 0) html += `<p>${paragraph.join("<br>")}</p>`;
    if (items.length > 0) html += `<ol>${items.map((item) => `<li>${item}</li>`).join("")}</ol>`;
    paragraph = [];
    items = [];
  };
  for (const line of lines) {
    if (line.type === "gap") {
      // A list goes on after an empty line; the next line decides.
      if (items.length === 0) close();
      continue;
    }
    const content = line.runs
      .map(({ text, bold }) => (bold ? `<b>${escapeHtml(text)}</b>` : escapeHtml(text)))
      .join("");
    const goesOn = items.length > 0 && line.type === "item" && line.number === last + 1;
    if (line.type === "item" && (goesOn || line.number === 1)) {
      if (!goesOn) close();
      items.push(content);
      last = line.number;
    } else if (line.type === "item") {
      // A list in the middle of its numbers, after a cut: messengers would count from one again.
      if (items.length > 0) close();
      paragraph.push(`${line.number}. ${content}`);
    } else {
      if (items.length > 0) close();
      paragraph.push(content);
    }
  }
  close();
  return html;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
