import { type GoldenPath, workflowOf } from "../paths/golden-path.ts";

/** One thing that a search can find: a golden path, or a piece of a document. */
export interface KnowledgeEntry {
  /** Unique in its knowledge base, e.g. `path:bulk-edit` or `doc:handbook.md#3`. */
  readonly id: string;
  readonly kind: "path" | "document";
  readonly title: string;
  /** In order; none for a document's piece that has no numbered list. */
  readonly steps: readonly KnowledgeStep[];
  /** The goal of a path; the text of a document's piece. */
  readonly text: string;
  /** The path's workflow; the document's name. */
  readonly source: string;
}

export interface KnowledgeStep {
  readonly title: string;
  readonly description: string;
}

/** A golden path as it is searched and told. */
export function entryFromPath(path: GoldenPath): KnowledgeEntry {
  return {
    id: `path:${path.id}`,
    kind: "path",
    title: path.title,
    steps: path.steps.map(({ title, description }) => ({ title, description })),
    text: path.goal,
    source: workflowOf(path),
  };
}

/** What is told of the steps: the sentence, or the title of a step that has none. */
export function stepsInWords(entry: KnowledgeEntry): readonly string[] {
  return entry.steps.map(({ title, description }) => (description.trim() === "" ? title : description));
}

/** An entry as text for people and models: title, numbered steps, text. */
export function entryInWords(entry: KnowledgeEntry): string {
  const steps = stepsInWords(entry).map((step, index) => `${index + 1}. ${step}`);
  return [entry.title, ...steps, entry.text].filter((line) => line !== "").join("\n");
}
