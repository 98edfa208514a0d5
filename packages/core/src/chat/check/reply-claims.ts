import { ADDRESS, ENGLISH_WORD, GERMAN_WORD, GESTURE, MARKUP, NAMED_KEY, SHORTCUT } from "./patterns.ts";
import { isDeceptive, readableText } from "./readable-text.ts";
import { sentenceClaims } from "./sentence-claims.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type ReplyProblemKind = "control" | "url" | "shortcut" | "gesture" | "markup";

/** Something a reply says that is not so. */
export interface ReplyProblem {
  readonly kind: ReplyProblemKind;
  /** As the reply wrote it. */
  readonly name: string;
}

const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/gu;
const MAX_NAME = 120;

/** Everything in a reply that the vocabulary does not bear out, in no particular order, each name once. */
export function unfoundedClaims(reply: string, vocabulary: Vocabulary): readonly ReplyProblem[] {
  const problems = new Map<string, ReplyProblem>();
  const add = (kind: ReplyProblemKind, name: string): void => {
    const shown = name.trim().slice(0, MAX_NAME);
    if (shown !== "" && !problems.has(`${kind} ${shown}`)) problems.set(`${kind} ${shown}`, { kind, name: shown });
  };

  if (isDeceptive(reply)) add("markup", "signs that cannot be seen");
  const text = readableText(reply);
  for (const [markup] of text.matchAll(MARKUP)) add("markup", markup);
  for (const [address] of text.matchAll(ADDRESS)) if (!vocabulary.hasUrl(address)) add("url", address);
  for (const [keys] of text.matchAll(SHORTCUT)) if (!vocabulary.hasKeys(keys)) add("shortcut", keys);
  for (const [, key = ""] of text.matchAll(NAMED_KEY)) if (!vocabulary.hasKeys(key)) add("shortcut", key);
  for (const [gesture] of text.matchAll(GESTURE)) if (!vocabulary.hasGesture(gesture)) add("gesture", gesture);
  // What cannot be read cannot be checked: a script in which nothing of the product is written is not answered in.
  for (const [letter] of text.matchAll(OTHER_SCRIPT)) if (!vocabulary.hasLetter(letter)) add("control", letter);
  const replyIsGerman = germanity(text) > 1;
  for (const sentence of sentencesOf(text)) {
    const german = germanity(sentence);
    sentenceClaims(sentence, german > 0 || (german === 0 && replyIsGerman), vocabulary, add);
  }
  return [...problems.values()];
}

function sentencesOf(reply: string): string[] {
  return reply.split(/\n+|(?<=[.!?]["”“»]?)\s+(?=[\p{Lu}*“"„«])/u).filter((sentence) => sentence.trim() !== "");
}

/** How much more German than English a text is, in common words. */
function germanity(text: string): number {
  return (text.match(GERMAN_WORD) ?? []).length - (text.match(ENGLISH_WORD) ?? []).length;
}
