import { type KnowledgeEntry, stepsInWords } from "../knowledge/entry.ts";
import { createReplyCheck } from "./check-reply.ts";

/** Longest line of a piece in a prompt; below what a quoted line may hold. */
const MAX_LINE_CHARS = 280;
/** Longest extract that is said, apart from its title. */
const MAX_EXTRACT_CHARS = 1_200;
/** The number of a step ends no sentence. */
const SENTENCE_END = /(?<=[.!?…]["”“»)]?)(?<!^\d{1,3}\.)\s+/u;

/** A piece of a document as a ground for replies: every word of it, its title included. */
export function documentText(entry: KnowledgeEntry): string {
  return [entry.title, ...linesOf(entry)].join("\n");
}

/** A piece of a document in lines short enough to be quoted one by one, the first with its title and its document. */
export function documentLines(entry: KnowledgeEntry): readonly string[] {
  const lines = linesOf(entry).flatMap((line) => packed(line.split(SENTENCE_END), MAX_LINE_CHARS));
  return [`${entry.title} (${entry.source})`, ...lines];
}

/**
 * What a document itself answers: title and text, up to 1,200 characters, what is longer is cut. Sentences with an
 * address that is not allowed, or with markup, are left out, because nobody reads an extract before the user does.
 * Undefined when nothing is left.
 *
 * @param urls Addresses that may be written, exactly.
 */
export function documentExtract(entry: KnowledgeEntry, urls: readonly string[]): string | undefined {
  const check = createReplyCheck({ howTo: "", documents: [documentText(entry)], urls });
  let left = MAX_EXTRACT_CHARS;
  const lines = linesOf(entry).flatMap((line) => {
    const kept = line.split(SENTENCE_END).flatMap((sentence) => {
      if (left <= 0 || !check(sentence).ok) return [];
      const shown = sentence.length <= left ? sentence : `${sentence.slice(0, left).replace(/\s\S*$/, "")} …`;
      left -= sentence.length;
      return [shown];
    });
    return kept.length === 0 ? [] : [kept.join(" ")];
  });
  // Sentences that are right one by one may be wrong together.
  const text = lines.join("\n");
  if (text === "" || !check(text).ok) return undefined;
  return check(entry.title).ok ? `${entry.title}\n\n${text}` : text;
}

function linesOf(entry: KnowledgeEntry): readonly string[] {
  const steps = stepsInWords(entry).map((step, index) => `${index + 1}. ${step}`);
  return [...entry.text.split(/\n+/), ...steps].map((line) => line.trim()).filter((line) => line !== "");
}

/** Sentences joined to lines of at most `max` characters; a longer one is cut. */
function packed(sentences: readonly string[], max: number): readonly string[] {
  const lines: string[] = [];
  for (const sentence of sentences) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + sentence.length <= max) lines[lines.length - 1] = `${last} ${sentence}`;
    else for (let at = 0; at < sentence.length; at += max) lines.push(sentence.slice(at, at + max));
  }
  return lines;
}
