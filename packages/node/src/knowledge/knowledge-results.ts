/** An answer of the knowledge base: a golden path or a piece of a document. */
export interface KnowledgeResult {
  readonly title: string;
  /** In order; empty for text without a numbered list. */
  readonly steps: readonly string[];
  readonly id: string;
  readonly kind: "path" | "document";
  /** The goal of a path; the text of a document's piece. */
  readonly text: string;
  /** The path's workflow; the document's name. */
  readonly source: string;
  readonly score: number;
  /** How much of the question was found in it, from 0 to 1. */
  readonly coverage: number;
  /** The words of the question that were found, and where. */
  readonly matched: readonly {
    readonly word: string;
    readonly term: string;
    readonly how: "exact" | "typo" | "synonym" | "compound";
    readonly fields: readonly ("title" | "steps" | "text")[];
  }[];
}

/** What a question found, the best first. */
export interface KnowledgeResults {
  readonly results: readonly KnowledgeResult[];
  /** For a prompt: titles, numbered steps and texts; empty when nothing was found. */
  toText(): string;
}

/** Reads the server's reply; what is not a result is left out, and fields that are missing are empty. */
export function readKnowledgeReply(reply: unknown): KnowledgeResults {
  const given = isRecord(reply) && Array.isArray(reply.results) ? reply.results : [];
  const results = given.flatMap((each: unknown) => (isRecord(each) ? [readResult(each)] : []));
  return { results, toText: () => results.map(resultToText).join("\n\n") };
}

function readResult(given: Readonly<Record<string, unknown>>): KnowledgeResult {
  const text = (name: string): string => (typeof given[name] === "string" ? given[name] : "");
  const number = (name: string): number => (typeof given[name] === "number" ? given[name] : 0);
  const { steps, matched } = given;
  return {
    title: text("title"),
    steps: Array.isArray(steps) ? steps.filter((step): step is string => typeof step === "string") : [],
    id: text("id"),
    kind: given.kind === "document" ? "document" : "path",
    text: text("text"),
    source: text("source"),
    score: number("score"),
    coverage: number("coverage"),
    matched: Array.isArray(matched) ? (matched as KnowledgeResult["matched"]) : [],
  };
}

function resultToText({ title, steps, text }: KnowledgeResult): string {
  const lines = [`## ${title}`, ...steps.map((step, index) => `${index + 1}. ${step}`), text];
  return lines.filter((line) => line !== "").join("\n");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
