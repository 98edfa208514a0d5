import type { GoldenPath, PathStep } from "./golden-path.ts";
import { frontMatter, type MarkdownItem, type MarkdownSection, markdownSections } from "./markdown-sections.ts";
import { uniqueSlug } from "./slug.ts";

/** What a document does not say, and how to say it. */
export interface MarkdownProblem {
  /** Counts from 1. */
  readonly line: number;
  readonly detail: string;
}

/** A path as a document has it: complete in its form, to be looked at by a person before it is published. */
export interface MarkdownDraft {
  readonly path: GoldenPath;
  readonly problems: readonly MarkdownProblem[];
}

export interface MarkdownOptions {
  /** Pages on which the paths begin, where the document names none. */
  readonly page?: readonly string[];
}

const TITLE_MAX = 80;
const DESCRIPTION_MAX = 500;
const OPTIONAL = /^\(?optional(?:ly)?[):,]?\s+|\s*\(optional\)\.?$/i;
const BOLD = /(?:\*\*|__)(.+?)(?:\*\*|__)/g;
const PAGE = /`(\/[^`\s]*)`/;

/**
 * Golden paths from a help article: every heading with a numbered list is one, its items are the steps, the last bold name
 * of an item is the control, an address in `code` is the page. What cannot be read is guessed and listed as a problem.
 */
export function pathsFromMarkdown(markdown: string, options: MarkdownOptions = {}): readonly MarkdownDraft[] {
  const given = frontMatter(markdown);
  const taken = new Set<string>();
  return markdownSections(markdown).map((section) => readSection(section, given, options, taken));
}

function readSection(
  section: MarkdownSection,
  given: Readonly<Record<string, string>>,
  { page: fallback }: MarkdownOptions,
  taken: Set<string>,
): MarkdownDraft {
  const problems: MarkdownProblem[] = [];
  const title = plain(section.title || given.title || "");
  if (title === "") problems.push({ line: section.line, detail: "no heading above the list: the path has no title" });
  const named = section.before.map((text) => PAGE.exec(text)?.[1]).find((page) => page !== undefined) ?? given.page;
  const page = named === undefined ? fallback : [named];
  if (page === undefined) {
    problems.push({
      line: section.line,
      detail: "no page is named: write its address in the text before the list, e.g. `/projects`; * stands for now",
    });
  }
  const stepIds = new Set<string>();
  const steps = section.items.map((item) => readItem(item, stepIds, problems));
  const [first, ...others] = steps as [PathStep, ...PathStep[]];
  if (steps.length === 1) problems.push({ line: section.line, detail: "a path of one step is a hint, not a path" });
  const goal = section.after.map(plain).find((text) => text !== "");
  if (goal === undefined) {
    const line = section.items.at(-1)?.line ?? section.line;
    problems.push({ line, detail: "nothing says what is true afterwards: write a sentence below the list" });
  }
  return {
    path: {
      id: uniqueSlug(title, "path", taken),
      title: cut(title || "Untitled", TITLE_MAX),
      ...(given.workflow === undefined ? {} : { workflow: given.workflow }),
      page: page ?? ["*"],
      steps: [first, ...others],
      goal: cut((goal ?? `${title} is done.`).replace(/^(?:result|goal)\s*:\s*/i, ""), DESCRIPTION_MAX),
    },
    problems,
  };
}

function readItem({ text, line }: MarkdownItem, taken: Set<string>, problems: MarkdownProblem[]): PathStep {
  const isOptional = OPTIONAL.test(plain(text));
  const description = cut(links(text).replace(OPTIONAL, "").trim() || "Go on", DESCRIPTION_MAX);
  const words = plain(description);
  const title = cut(words.split(/(?<=[.!?])\s/)[0]?.replace(/[.:]$/, "") ?? words, TITLE_MAX);
  const control = [...description.matchAll(BOLD)].at(-1)?.[1]?.trim();
  const page = PAGE.exec(description)?.[1];
  const isVisit = control === undefined && page !== undefined;
  if (control === undefined && !isVisit) {
    problems.push({ line, detail: `"${cut(words, 40)}" names no control: write its name in **bold**` });
  }
  const role = roleOf(words);
  return {
    id: uniqueSlug(control ?? title, "step", taken),
    title,
    description,
    target: { selectors: [], ...(role === undefined ? {} : { role }), name: control ?? title },
    ...(page === undefined ? {} : { page: [page] }),
    ...(isOptional ? { optional: true } : {}),
    ...(isVisit ? { expects: { type: "page_view", page: [page] } } : {}),
  };
}

/** Only where the sentence says so: a wrong role finds nothing, none finds the name. */
function roleOf(words: string): string | undefined {
  if (/\b(?:check ?box)\b/i.test(words)) return "checkbox";
  if (/\b(?:button)\b/i.test(words)) return "button";
  if (/\b(?:tab)\b/i.test(words)) return "tab";
  if (/\blink\b/i.test(words)) return "link";
  return undefined;
}

function links(text: string): string {
  return text.replace(/!\[[^\]]*\]\([^)]*\)/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

/** Without marks of Markdown. */
function plain(text: string): string {
  return links(text).replace(BOLD, "$1").replace(/[`*_]/g, "").replace(/\s+/g, " ").trim();
}

function cut(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}
