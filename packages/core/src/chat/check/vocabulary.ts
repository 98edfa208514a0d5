import { GESTURE, SHORTCUT } from "./patterns.ts";
import { readableText } from "./readable-text.ts";
import type { ReplyGround } from "./reply-ground.ts";
import { GESTURES } from "./word-lists.ts";

/** Case, punctuation around names and counts ("Apply to 3" for "Apply to N") make no difference. */
export function foldName(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[*_`“”„«»"‘’'…]/g, "")
    .replace(/(?<![\p{L}\p{N}])(?:\p{N}+(?:[.,]\p{N}+)*|n)(?![\p{L}\p{N}])/gu, "#")
    .replace(/\s+/g, " ")
    .replace(/^[\s.,;:!?()[\]-]+|[\s.,;:!?()[\]-]+$/g, "");
}

const MARKED = /\*\*[^*\n]+\*\*|“[^”\n]+”|"[^"\n]+"|`[^`\n]+`/g;
const QUOTES = /[*“”"`]/g;
/** "3" and "N"; also as part of a word, as in "$N". */
const COUNT = /(?<![\p{L}\p{N}])(?:\d{1,6}|[Nn])(?![\p{L}\p{N}])/u;
const ANY_COUNT = "(?:\\d{1,6}(?:[.,]\\d{1,3}){0,3}|[Nn])";
/** Labels of a page that are looked for in running text: more would cost more than they help. */
const MAX_MASKS = 120;
const MAX_MASKED_CHARS = 60;
/** Signs that people read aloud. */
const THREE_DOTS = /[⋯⋮…]|\.\.\./;

/** Names as the steps and the page write them. Those of the steps come first. */
export function writtenNames({ howTo, documents = [], names = [] }: ReplyGround): readonly string[] {
  return [...new Set([...[howTo, ...documents].flatMap(namesInSteps), ...names].map((name) => name.trim()))].filter(
    (name) => name !== "",
  );
}

/** Names that the steps emphasise, in their order. */
export function namesInSteps(howTo: string): readonly string[] {
  return (howTo.match(MARKED) ?? []).map((name) => name.replace(QUOTES, "").trim());
}

/** The words and phrases that exist, prepared once for many questions. */
export interface Vocabulary {
  /** The folded name is one that exists, or stands as it is in the steps; a part of a longer name is none. */
  hasName(folded: string): boolean;
  /** The folded name is written as one: given as a name, or emphasised in the steps. "Next" is everywhere, **Next** is a button. */
  isMarkedName(folded: string): boolean;
  /** The word stands in the steps with just these capitals. */
  isWrittenSo(word: string): boolean;
  /** The text with every name in it replaced by `sign`. */
  maskNames(text: string, sign: string): string;
  /** The word occurs in the steps or in a name. Singular and plural are one. */
  hasWord(word: string): boolean;
  /** The word, or one that begins the same, occurs in the steps, in a name or in what was said: "versie" and "versies". */
  hasWordLike(word: string): boolean;
  /** The user or the offer used these words. */
  wasSaid(folded: string): boolean;
  hasUrl(url: string): boolean;
  /** The steps ask for this key or combination of keys. */
  hasKeys(keys: string): boolean;
  /** The steps ask for dragging and the like. */
  hasGesture(gesture: string): boolean;
  /** The letter occurs in the steps or in a name. */
  hasLetter(letter: string): boolean;
}

export function createVocabulary(ground: ReplyGround): Vocabulary {
  const howTo = readableText([ground.howTo, ...(ground.documents ?? [])].join("\n\n"));
  const names = (ground.names ?? []).map(readableText);
  const said = (ground.said ?? []).map(readableText);
  const prose = ` ${spaced(foldName(howTo.replace(MARKED, " | ")).replaceAll("|", " | "))} `;
  const saidTexts = said.map((text) => ` ${spaced(foldName(text))} `);
  const marked = new Set([...names, ...(howTo.match(MARKED) ?? [])].map((name) => spaced(foldName(name))));
  const words = new Set([howTo, ...names].flatMap((text) => spaced(foldName(text)).split(" ").map(stem)));
  const beginnings = new Set(
    [howTo, ...names, ...said].flatMap((text) => spaced(foldName(text)).split(" ").map(beginning)),
  );
  if (THREE_DOTS.test(howTo))
    for (const word of ["three", "dot", "dots", "kebab", "ellipsis", "overflow"]) words.add(stem(word));
  const masks = masksOf([...names, ...(howTo.match(MARKED) ?? []).map((name) => name.replace(QUOTES, ""))]);
  const written = new Set(howTo.replace(MARKED, " ").match(/[\p{L}\p{N}]+/gu) ?? []);
  const addresses = new Set(
    [...(ground.urls ?? []), ...(ground.howTo.match(/https?:\/\/[^\s)>\]]+/g) ?? [])].map(trimUrl),
  );
  const keys = new Set([...(howTo.match(SHORTCUT) ?? []), ...namesInSteps(howTo)].map(plainKeys));
  const gestures = new Set((howTo.match(GESTURE) ?? []).map(gestureKind));
  const letters = new Set([howTo, ...names].join("").toLowerCase());
  return {
    hasName: (folded) => marked.has(spaced(folded)) || prose.includes(` ${spaced(folded)} `),
    isMarkedName: (folded) => marked.has(spaced(folded)),
    isWrittenSo: (word) => written.has(word),
    maskNames: (text, sign) => masks.reduce((masked, mask) => masked.replace(mask, sign), text),
    hasWord: (word) => words.has(stem(foldName(word))),
    hasWordLike: (word) => beginnings.has(beginning(foldName(word))),
    wasSaid: (folded) => saidTexts.some((text) => text.includes(` ${spaced(folded)} `)),
    hasUrl: (url) => addresses.has(trimUrl(url)),
    hasKeys: (pressed) => keys.has(plainKeys(pressed)),
    hasGesture: (gesture) => gestures.has(gestureKind(gesture)) || isHeldClick(gesture, howTo),
    hasLetter: (letter) => letters.has(letter.toLowerCase()),
  };
}

/** Only letters, digits and # count between words; | stands where a name was. */
function spaced(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}#|]+/gu, " ").trim();
}

/** Names as they may be written in running text: one word keeps its capitals, several may lose them. */
function masksOf(names: readonly string[]): readonly RegExp[] {
  return [...new Set(names.map((name) => name.trim()))]
    .filter((name) => /\p{L}/u.test(name) && name.length <= MAX_MASKED_CHARS)
    .sort((left, right) => right.length - left.length)
    .slice(0, MAX_MASKS)
    .map((name) => {
      const words = name.split(/\s+/).map((word) => word.split(COUNT).map(escapeRegExp).join(ANY_COUNT));
      return new RegExp(`(?<![\\p{L}\\p{N}])${words.join("\\s")}(?![\\p{L}\\p{N}])`, words.length > 1 ? "giu" : "gu");
    });
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** What the gesture is in whichever language: `drag`, `right-click`… */
function gestureKind(gesture: string): string {
  const plain = gesture.toLowerCase();
  return Object.entries(GESTURES).find(([, words]) => words.includes(plain))?.[0] ?? plain;
}

/** "Shift-click" is what "hold Shift and click" says. */
function isHeldClick(gesture: string, howTo: string): boolean {
  const key = /^(shift|ctrl)-click$/i.exec(gesture)?.[1];
  return key !== undefined && new RegExp(`\\b${key}\\b.{1,20}\\bclick`, "i").test(howTo);
}

function plainKeys(keys: string): string {
  return keys.toLowerCase().replace(/[\s*+-]+/g, "");
}

function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?:es|s)$/, "") : word;
}

/** Enough of a word to be told from others, and not so much that its ending counts. */
function beginning(word: string): string {
  return word.slice(0, Math.max(4, word.length - 3));
}

function trimUrl(url: string): string {
  return url
    .toLowerCase()
    .replace(/[.,;:!?)\]}'"]+$/, "")
    .replace(/\/$/, "");
}
