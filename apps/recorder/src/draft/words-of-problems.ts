import type { InputProblem } from "@usher/core";
import { type Draft, STEPS_MAX } from "./draft.ts";

const FIELDS: Readonly<Record<string, string>> = {
  title: "title",
  description: "what to do and why",
  page: "page",
  target: "selectors, role and name",
};

/** What is missing, in the words of the panel instead of names in a document. One sentence each, none twice. */
export function wordsOfProblems(draft: Draft, problems: readonly InputProblem[]): readonly string[] {
  return [...new Set(problems.map((problem) => sentence(draft, problem)))];
}

function sentence({ title, steps }: Draft, { path, code, detail }: InputProblem): string {
  if ((path === "title" || path === "id") && title.trim() === "") return "Give the path a title.";
  if (path === "id") return `Id: ${detail}`;
  if (path === "goal" && code !== "too_long") return "Say what is true afterwards: the goal.";
  if (path === "steps" && steps.length > STEPS_MAX) {
    return `A path has at most ${STEPS_MAX} steps, and this one ${steps.length}: remove some.`;
  }
  const [, index, field = ""] = /^steps\[(\d+)\]\.?(\w*)/.exec(path) ?? [];
  if (index !== undefined) return `Step ${Number(index) + 1}, ${FIELDS[field] ?? field}: ${detail}`;
  return path === "page" || path.startsWith("page[") ? `Pages it begins on: ${detail}` : `${path}: ${detail}`;
}
