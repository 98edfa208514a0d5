import type { ReplyGround } from "./reply-ground.ts";

/** Case, punctuation around names and counts ("Apply to 3" for "Apply to N") make no difference. */
export function foldName(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[*_`“”„«»"‘’'…]/g, "")
    .replace(/(?<![\p{L}\p{N}])(?:\p{N}+|n)(?![\p{L}\p{N}])/gu, "#")
    .replace(/\s+/g, " ")
    .replace(/^[\s.,;:!?()[\]-]+|[\s.,;:!?()[\]-]+$/g, "");
}

const MARKED = /\*\*[^*\n]+\*\*|“[^”\n]+”|"[^"\n]+"|`[^`\n]+`/g;
/** Signs that people read aloud. */
const THREE_DOTS = /[⋯⋮…]|\.\.\./;

/** The words and phrases that exist, prepared once for many questions. */
export interface Vocabulary {
  /** The folded name is one that exists, or stands as it is in the steps. */
  hasName(folded: string): boolean;
  /** The folded name is written as one: given as a name, or emphasised in the steps. "Next" is everywhere, **Next** is a button. */
  isMarkedName(folded: string): boolean;
  /** The word occurs in the steps or in a name. Singular and plural are one. */
  hasWord(word: string): boolean;
  /** The user or the offer used these words. */
  wasSaid(folded: string): boolean;
  hasUrl(url: string): boolean;
  /** The steps, as written. */
  readonly howTo: string;
}

export function createVocabulary({ howTo, names = [], urls = [], said = [] }: ReplyGround): Vocabulary {
  const texts = [howTo, ...names].map((text) => ` ${spaced(foldName(text))} `);
  const saidTexts = said.map((text) => ` ${spaced(foldName(text))} `);
  const marked = new Set([...names, ...(howTo.match(MARKED) ?? [])].map(foldName));
  const words = new Set(texts.flatMap((text) => text.split(" ").map(stem)));
  if (THREE_DOTS.test(howTo))
    for (const word of ["three", "dot", "dots", "kebab", "ellipsis", "overflow"]) words.add(stem(word));
  const addresses = new Set([...urls, ...(howTo.match(/https?:\/\/[^\s)>\]]+/g) ?? [])].map(trimUrl));
  return {
    howTo,
    hasName: (folded) => texts.some((text) => text.includes(` ${spaced(folded)} `)),
    isMarkedName: (folded) => marked.has(folded),
    hasWord: (word) => words.has(stem(foldName(word))),
    wasSaid: (folded) => saidTexts.some((text) => text.includes(` ${spaced(folded)} `)),
    hasUrl: (url) => addresses.has(trimUrl(url)),
  };
}

/** Only letters, digits and # count between words. */
function spaced(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}#]+/gu, " ").trim();
}

function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?:es|s)$/, "") : word;
}

function trimUrl(url: string): string {
  return url
    .toLowerCase()
    .replace(/[.,;:!?)\]}'"]+$/, "")
    .replace(/\/$/, "");
}
