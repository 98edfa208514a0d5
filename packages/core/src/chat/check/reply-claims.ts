import { foldName, type Vocabulary } from "./vocabulary.ts";
import { DECORATIONS, GENERIC, GESTURES, INSTRUCTING, KINDS, OPERATING } from "./word-lists.ts";

export type ReplyProblemKind = "control" | "url" | "shortcut" | "gesture" | "markup";

/** Something a reply says that is not so. */
export interface ReplyProblem {
  readonly kind: ReplyProblemKind;
  /** As the reply wrote it. */
  readonly name: string;
}

const EMPHASISED =
  /\*\*([^*\n]{1,160})\*\*|__([^_\n]{1,160})__|(?<![\p{L}\p{N}_])_([^_\s][^_\n]{0,158})_(?![\p{L}\p{N}_])|`([^`\n]{1,160})`|“([^”\n]{1,160})”|„([^“”\n]{1,160})[“”]|«([^»\n]{1,160})»|"([^"\n]{1,160})"|(?<![\p{L}\p{N}*])\*([^*\s][^*\n]{0,158})\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}])['‘]([^'’\n]{2,80})['’](?![\p{L}\p{N}])/gu;
const MARKUP =
  /!\[[^\]\n]*\]\([^)\n]*\)|\[[^\]\n]*\]\([^)\n]*\)|\[[^\]\n]*\]\[[^\]\n]*\]|<\/?[a-z!][^>\n]{0,300}>|^\s*\[[^\]\n]+\]:\s*\S+/gim;
const ADDRESS =
  /\b(?:https?|ftp|data|javascript|file|mailto|tel):[^\s)>\]]+|\bwww\.[^\s)>\]]+|\b[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w/.])(?:[a-z0-9-]+\.)+(?:com|net|org|io|app|dev|ai|co|example|test|info|biz|de|fr|es|uk|eu|ly|me|xyz)\b(?:\/[^\s)>\]]*)?|(?<![\w/.<])\/[a-z][\w-]*(?:\/[\w:-]+)*(?![\w/])/gi;
const SHORTCUT =
  /(?:\b(?:ctrl|control|cmd|command|alt|option|shift|win|meta|strg)|[⌘⌥⇧⌃])\s*(?:\+|-|\s)?\s*(?:(?:shift|alt|option|cmd|ctrl)\s*[+-]\s*)*(?:(?<=[+-]\s*)[a-z0-9/?.,]\b|(?<=[⌘⌥⇧⌃]\s*)[a-z0-9]\b|f\d{1,2}\b|(?:enter|escape|esc|tab|space|delete|backspace)\b)|(?<=(?:press|hit|key|keys|taste)\s+(?:the\s+)?)(?:f\d{1,2}|esc|escape|enter|return|tab|space|spacebar|delete|backspace|[a-z])(?=\s*(?:key|[.,;!?)]|$))/gim;
const BREADCRUMB = /[\p{L}\p{N}][\p{L}\p{N} &/-]{0,40}(?:\s*(?:>|→|›|»|▸)\s*[\p{L}\p{N}][\p{L}\p{N} &/-]{0,40})+/gu;
const NEGATED =
  /\b(?:no|not|never|isn[’']t|aren[’']t|doesn[’']t|don[’']t|can[’']t|cannot|couldn[’']t|without|neither|unfortunately|unable|kein\w*|nicht|pas|aucun\w*|no hay|nessun\w*|não|geen|niet)\b/i;

const CAPITALISED =
  "[\\p{Lu}][\\p{L}\\p{N}’'&/-]*(?:\\s+(?:[\\p{Lu}\\p{N}][\\p{L}\\p{N}’'&/-]*|to|of|and|for|in)(?=\\s|[.,;:!?)]|$))*";
const INSTRUCTED = new RegExp(
  `(?<![\\p{L}-])(${alternatives(INSTRUCTING)})\\s+(?:on\\s+|in\\s+|into\\s+)?(?:the\\s+|your\\s+|a\\s+|an\\s+|den\\s+|die\\s+|das\\s+|le\\s+|la\\s+|el\\s+|il\\s+|o\\s+|de\\s+|het\\s+)?(${CAPITALISED})`,
  "gu",
);
const OPERATED = new RegExp(
  `(?<![\\p{L}-])(?:${alternatives(OPERATING)})\\s+([\\p{L}\\p{N}’' -]{2,60}?)(?=[.,;:!?)\\n(]|\\s(?:and|then|to|so|in|on|at|from|next|until|for|with|which|where|that|once|when|by|again|if|as|you|before|after|while|or|of|beside|near|under|above|below|inside|whose|because|instead)\\b|$)`,
  "gu",
);
const NAMED_KIND = new RegExp(
  `((?:[\\p{L}\\p{N}’'&-]+\\s+){1,3})(${KINDS.filter((kind) => kind !== "dots" && kind !== "entry").join("|")})\\b`,
  "giu",
);
const GERMAN = /^(?:kli|wähl|öff|drück|geh|tipp)/i;
const TRAILING = /\s+(?:to|of|and|for|in)$/i;

/** Everything in a reply that the vocabulary does not bear out, in no particular order, each name once. */
export function unfoundedClaims(reply: string, vocabulary: Vocabulary): readonly ReplyProblem[] {
  const problems = new Map<string, ReplyProblem>();
  const add = (kind: ReplyProblemKind, name: string): void => {
    const shown = name.trim();
    if (shown !== "" && !problems.has(`${kind} ${shown}`)) problems.set(`${kind} ${shown}`, { kind, name: shown });
  };

  for (const [markup] of reply.matchAll(MARKUP)) add("markup", markup);
  for (const [address] of reply.matchAll(ADDRESS))
    if (!vocabulary.hasUrl(address) && !occurs(vocabulary.howTo, address)) add("url", address);
  for (const [keys] of reply.matchAll(SHORTCUT)) if (!occurs(vocabulary.howTo, keys)) add("shortcut", keys);
  for (const gesture of GESTURES) {
    if (new RegExp(`\\b${gesture}`, "i").test(reply) && !occurs(vocabulary.howTo, gesture)) add("gesture", gesture);
  }
  for (const sentence of sentencesOf(reply)) claimsOf(sentence, vocabulary, add);
  return [...problems.values()];
}

type Add = (kind: ReplyProblemKind, name: string) => void;

function claimsOf(sentence: string, vocabulary: Vocabulary, add: Add): void {
  const plain = sentence.replace(EMPHASISED, " ◊ ");
  // Repeating somebody's words to say that there is no such thing is an answer; repeating them in an order is not.
  const mayRepeat = NEGATED.test(plain) || !instructs(plain);
  const isKnown = (name: string): boolean => {
    const folded = withoutKinds(foldName(name));
    if (folded !== "" && folded.split(" ").every((word) => GENERIC.has(word))) return vocabulary.isMarkedName(folded);
    return folded === "" || vocabulary.hasName(folded) || (mayRepeat && vocabulary.wasSaid(folded));
  };

  for (const match of sentence.matchAll(EMPHASISED)) {
    const name = match.slice(1).find((group) => group !== undefined) ?? "";
    const folded = foldName(name);
    if (DECORATIONS.has(folded) || isKnown(name)) continue;
    if (isSentence(name) ? namesInside(name, vocabulary, mayRepeat) : true) add("control", name);
  }
  for (const match of plain.matchAll(INSTRUCTED)) {
    const name = (match[2] ?? "").replace(TRAILING, "");
    // German writes every noun with a capital: there the words are checked, elsewhere the name.
    const isGerman = GERMAN.test(match[1] ?? "");
    if (!isKnown(name) && !(isGerman && wordsKnown(name, vocabulary, mayRepeat))) add("control", name);
  }
  for (const match of plain.matchAll(BREADCRUMB)) {
    match[0].split(/\s*(?:>|→|›|»|▸)\s*/).forEach((part, index) => {
      // Before the first name stands the rest of the sentence: "you find it under Projects > …".
      const name = index === 0 ? part.replace(/^.*\b(?:to|in|under|open|select|via)\s+/i, "") : part;
      if (!isKnown(part) && !isKnown(name)) add("control", name);
    });
  }
  for (const match of plain.matchAll(OPERATED)) {
    const name = match[1] ?? "";
    if (!isKnown(name) && !wordsKnown(name, vocabulary, mayRepeat)) add("control", name);
  }
  for (const match of plain.matchAll(NAMED_KIND)) {
    const words = lastPhrase(match[1] ?? "");
    if (words === "" || endings(words).some((ending) => isKnown(ending) || wordsKnown(ending, vocabulary, mayRepeat)))
      continue;
    add("control", `${words} ${match[2]}`);
  }
}

/** "hidden bulk edit", "bulk edit", "edit": words before a name describe it. */
function endings(phrase: string): readonly string[] {
  const words = phrase.split(" ");
  return words.map((_, index) => words.slice(index).join(" "));
}

/** Quoted prose (a whole sentence) is checked for the names in it, not as a name. */
function isSentence(text: string): boolean {
  return text.trim().split(/\s+/).length > 7;
}

function namesInside(text: string, vocabulary: Vocabulary, mayRepeat: boolean): boolean {
  return !wordsKnown(text, vocabulary, mayRepeat);
}

function wordsKnown(text: string, vocabulary: Vocabulary, mayRepeat: boolean): boolean {
  return foldName(text)
    .split(/[^\p{L}\p{N}#’'-]+/u)
    .filter((word) => word !== "" && !GENERIC.has(word))
    .every(
      (word) =>
        word.split("-").every((part) => part === "" || GENERIC.has(part) || vocabulary.hasWord(part)) ||
        (mayRepeat && vocabulary.wasSaid(word)),
    );
}

/** "bulk edit option" names "bulk edit". */
function withoutKinds(folded: string): string {
  const words = folded.split(" ");
  while (words.length > 0 && (KINDS.includes(words.at(-1) ?? "") || FILLERS.has(words.at(-1) ?? ""))) words.pop();
  while (words.length > 0 && FILLERS.has(words[0] ?? "")) words.shift();
  // A name that is nothing but a kind ("Settings", "Options") is still a name.
  return words.length === 0 && KINDS_AS_NAMES.has(folded) ? folded : words.join(" ");
}

const FILLERS: ReadonlySet<string> = new Set([
  "the",
  "a",
  "an",
  "your",
  "feature",
  "mode",
  "tool",
  "function",
  "on",
  "in",
]);
const KINDS_AS_NAMES: ReadonlySet<string> = new Set(["settings", "options"]);

/** What stands directly before a kind: words after the last preposition, verb or article. */
function lastPhrase(before: string): string {
  const words = before.trim().split(/\s+/);
  const start = words.findLastIndex((word) => BREAKS.has(word.toLowerCase()));
  return words
    .slice(start + 1)
    .filter((word) => !GENERIC.has(word.toLowerCase()))
    .join(" ");
}

const BREAKS: ReadonlySet<string> = new Set([
  "the",
  "a",
  "an",
  "your",
  "this",
  "that",
  "to",
  "of",
  "in",
  "on",
  "at",
  "from",
  "with",
  "and",
  "or",
  "is",
  "are",
  "into",
  "for",
  "by",
  "as",
  "any",
  "each",
  "every",
  "click",
  "press",
  "open",
  "choose",
  "select",
  "use",
  "pick",
  "find",
  "see",
  "no",
  "not",
  "one",
  "its",
  "their",
  "new",
  "then",
  "so",
  "i",
  "you",
  "it",
  "have",
  "has",
]);

function instructs(plain: string): boolean {
  return new RegExp(`(?<![\\p{L}-])(?:${alternatives(INSTRUCTING)})(?![\\p{L}])`, "u").test(plain);
}

function sentencesOf(reply: string): string[] {
  return reply.split(/\n+|(?<=[.!?])\s+(?=[\p{Lu}*“"„«])/u).filter((sentence) => sentence.trim() !== "");
}

function occurs(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.trim().toLowerCase());
}

/** A verb may begin a sentence; what follows must be capitalised, so the whole expression cannot ignore case. */
function alternatives(verbs: readonly string[]): string {
  return [...verbs]
    .sort((left, right) => right.length - left.length)
    .map((verb) => `[${verb.charAt(0).toUpperCase()}${verb.charAt(0)}]${verb.slice(1)}`)
    .join("|");
}
