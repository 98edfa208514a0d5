import { type Action, documentText, type GoldenPath, type ReplyGround } from "@usher/core";
import type { KnowledgeEntry } from "@usher/core/knowledge";

interface Spoken {
  /** The paths that the reply is about. */
  readonly paths: readonly GoldenPath[];
  /** Their steps, or what is said when there are none. */
  readonly howTo: string;
  /** Pieces of documents that the reply may use. */
  readonly documents: readonly KnowledgeEntry[];
  /** Oldest first. */
  readonly actions: readonly Action[];
  readonly allowLinks: readonly string[];
  /** The user's turns and the offer's text. */
  readonly said: readonly string[];
}

/** Longer texts are contents of the page, not names of controls. */
const MAX_LABEL_CHARS = 60;
const MAX_LABEL_WORDS = 8;
const MAX_LABELS = 100;

/** What a reply may name: its paths and documents, and what the page the user is on showed. */
export function replyGround({ paths, howTo, documents, actions, allowLinks, said }: Spoken): ReplyGround {
  const page = actions.at(-1)?.url;
  const labels = actions.filter(({ url }) => url === page).map(({ label }) => label);
  return {
    howTo,
    documents: documents.map(documentText),
    names: paths.flatMap(({ title, steps }) => [title, ...steps.flatMap(({ target }) => target.name ?? [])]),
    urls: allowLinks,
    said: [...said, ...shortest(labels)],
  };
}

function shortest(labels: readonly string[]): readonly string[] {
  return [...new Set(labels)]
    .filter((label) => label !== "" && label.length <= MAX_LABEL_CHARS && label.split(/\s+/).length <= MAX_LABEL_WORDS)
    .slice(-MAX_LABELS);
}
