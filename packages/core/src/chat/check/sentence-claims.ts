import { foldText } from "../../knowledge/fold-text.ts";
import { LANGUAGES, STOP_WORDS } from "../../knowledge/stop-words.ts";
import {
  AS_AFTER,
  BEGINS_AFTER,
  BREADCRUMB,
  CAPITAL_RUN,
  CHOOSING,
  CHOSEN_BEFORE,
  CLICKED_NOUN,
  EMPHASISED,
  GERMAN_ORDER,
  INSTRUCTED,
  KIND_BEFORE,
  NAME_PHRASE,
  NAMED_KIND,
  OPENED_BEFORE,
  OPERATED,
  ORDER,
  ORDERED_CLAUSE,
  TRAILING,
} from "./patterns.ts";
import type { ReplyProblemKind } from "./reply-claims.ts";
import { foldName, type Vocabulary } from "./vocabulary.ts";
import {
  BREAKS,
  DECORATIONS,
  EVERYDAY,
  FILLERS,
  GENERIC,
  INSTRUCTING,
  KINDS,
  KINDS_BEFORE,
  PAGE_PARTS,
  PLACES,
  PROPER,
  RARE_KINDS,
} from "./word-lists.ts";

type Add = (kind: ReplyProblemKind, name: string) => void;

const STEP_SEPARATOR = /\s*(?:>|→|›|»|▸)\s*/;
/** "IP", "SSO", "HTTPS": names of things, not of controls. */
const ACRONYM = /^\p{Lu}[\p{Lu}\p{N}]{1,4}s?$/u;

const SMALL_WORDS: ReadonlySet<string> = new Set(LANGUAGES.flatMap((language) => [...STOP_WORDS[language]]));
const GENITIVES: ReadonlySet<string> = new Set(["de", "del", "di", "da", "do", "du", "des", "van", "von", "of"]);
/** Before a name these make it one of a control. */
const NO_THINGS: ReadonlySet<string> = new Set([
  ...GENERIC,
  ...KINDS_BEFORE,
  ...PAGE_PARTS,
  ...INSTRUCTING.flatMap((phrase) => phrase.split(" ")),
]);
/** "BLACK20", "RE-2026-0815": what people are given and type. */
const CODE = /^(?=.*\p{Lu})(?=.*\p{N})[\p{Lu}\p{N}-]{3,}$/u;
/** "200", "20 %": no control is called so. */
const NUMBER = /^[\p{N}\s.,:%€$£+-]*\p{N}[\p{N}\s.,:%€$£+-]*$/u;

/** What one sentence names that does not exist. */
export function sentenceClaims(sentence: string, isGerman: boolean, vocabulary: Vocabulary, add: Add): void {
  const plain = vocabulary.maskNames(sentence.replace(EMPHASISED, " ◊ "), "◊");
  // Repeating somebody's words is an answer; repeating them in an order is not, whatever else the sentence says.
  const mayRepeat = !ORDER.test(plain);

  const isKnown = (name: string): boolean => {
    if (vocabulary.isMarkedName(foldName(name))) return true;
    const whole = foldName(name);
    const folded = withoutKinds(whole);
    // Nothing but common words ("Next", "Control"): a name only where it is written as one.
    if (folded.split(" ").every((word) => GENERIC.has(word) || word === ""))
      return vocabulary.isMarkedName(folded || foldName(name));
    // "Invite" was said; that makes no control of "**Invite link**".
    return vocabulary.hasName(folded) || (mayRepeat && vocabulary.wasSaid(whole));
  };
  // "your provider" does not make "choose **Provider**" right.
  const isPromoted = (name: string): boolean =>
    !mayRepeat &&
    /^\p{Lu}[\p{L}\p{N}]+$/u.test(name) &&
    !vocabulary.isWrittenSo(name) &&
    !vocabulary.isMarkedName(foldName(name));
  const areWordsKnown = (text: string): boolean =>
    wordsOf(text).every(
      (word) => EVERYDAY.has(word) || isWordKnown(word, vocabulary) || (mayRepeat && vocabulary.wasSaid(word)),
    );
  // "open “Website 2024”": the user's own things are opened by the names they gave them. Only quoted: bold is how
  // replies mark controls.
  const isOwn = (name: string, { index, 0: written }: RegExpExecArray, all: string): boolean => {
    if (/^[*_`]/.test(written) || !vocabulary.wasSaid(foldName(name))) return false;
    const before = all.slice(0, index);
    if (OPENED_BEFORE.test(before) || endsWithThing(before, vocabulary)) return true;
    return CHOSEN_BEFORE.test(before) && AS_AFTER.test(all.slice(index + written.length));
  };
  // "list" at the end of "waiting list" says nothing about the rest.
  const isNameKnown = (name: string): boolean =>
    isKnown(name) || (areWordsKnown(name) && !wordsOf(name).every((word) => EVERYDAY.has(word)));
  /** "Ada's": whose it is, of whom the user spoke. */
  const isOwner = (name: string): boolean =>
    /['’]s$/.test(name) && vocabulary.wasSaid(foldName(name.replace(/['’]s$/, "").replace(/^(?:Mr|Mrs|Ms)\.?\s/, "")));
  const checkSteps = (steps: readonly string[]): void => {
    steps.forEach((step, index) => {
      // Before the first name stands the rest of the sentence: "you find it under Projects > …".
      const name = index === 0 ? step.replace(/^.*\b(?:to|in|under|open|select|via)\s+/i, "") : step;
      if (step.includes("◊")) return;
      if (
        !isKnown(step) &&
        !isKnown(name) &&
        !(index > 0 && isClause(step) && areWordsKnown(step.replace(ORDERED_CLAUSE, "")))
      )
        add("control", name);
    });
  };

  for (const match of sentence.matchAll(EMPHASISED)) {
    const name = match.slice(1).find((group) => group !== undefined) ?? "";
    if (DECORATIONS.has(foldName(name)) || NUMBER.test(name) || (isKnown(name) && !isPromoted(name))) continue;
    if (isOwn(name, match, sentence)) continue;
    if (STEP_SEPARATOR.test(name)) checkSteps(name.split(STEP_SEPARATOR));
    else if (!isProse(name) || !areWordsKnown(name)) add("control", name);
  }
  for (const match of plain.matchAll(INSTRUCTED)) {
    const name = (match[2] ?? "").replace(TRAILING, "");
    // In German the words are checked, elsewhere the name.
    const isGermanOrder = GERMAN_ORDER.test(match[1] ?? "");
    // "Pick Anna": whom or what the user spoke of may be chosen; it is no control.
    if (CHOOSING.test(match[1] ?? "") && vocabulary.wasSaid(foldName(name))) continue;
    if (isOwner(name)) continue;
    if (!isKnown(name) && !(isGermanOrder && areWordsKnown(name))) add("control", name);
    else if (!isGermanOrder && isPromoted(name)) add("control", name);
  }
  for (const [path] of plain.matchAll(BREADCRUMB)) checkSteps(path.split(STEP_SEPARATOR));
  for (const [, name = ""] of plain.matchAll(OPERATED)) {
    const [owner = "", ...owned] = name.split(/(?<=['’]s)\s/);
    const thing = owned.length > 0 && isOwner(owner) ? owned.join(" ") : name;
    if (!isKnown(thing) && !areWordsKnown(thing)) add("control", name);
  }
  for (const match of plain.matchAll(NAMED_KIND)) {
    const words = lastPhrase(match[1] ?? "");
    const kind = match[2] ?? "";
    if (RARE_KINDS.includes(kind.toLowerCase()) && !vocabulary.hasWord(kind) && !(mayRepeat && isIdiom(match[1] ?? "")))
      add("control", `${words} ${kind}`);
    if (words === "" || areWordsKnown(words) || endings(words).some(isNameKnown)) continue;
    add("control", `${words} ${kind}`);
  }
  for (const [, name = ""] of plain.matchAll(KIND_BEFORE)) {
    if (!isKnown(name.replace(TRAILING, "")) && !areWordsKnown(name)) add("control", name);
  }
  // Emphasis says itself where a name ends.
  for (const [, name = ""] of vocabulary.maskNames(sentence.replace(EMPHASISED, " | "), "◊").matchAll(NAME_PHRASE)) {
    if (!isNameAndPlace(name, vocabulary) && !isKnown(name) && !areWordsKnown(name)) add("control", name);
  }
  for (const [, noun = "", of = ""] of plain.matchAll(CLICKED_NOUN)) {
    if (!isDescribed(noun, vocabulary)) add("control", noun);
    // "l’icona della fotocamera": what a part of the page is told by.
    else if (PAGE_PARTS.has(noun) && !PLACES.has(of) && !isDescribed(of, vocabulary)) add("control", `${noun} ${of}`);
  }
  if (!isGerman) checkCapitals(plain, vocabulary, add);
}

/** In languages that write nouns small, a capital inside a sentence is a name; one that nobody knows is not said. */
function checkCapitals(plain: string, vocabulary: Vocabulary, add: Add): void {
  for (const match of plain.matchAll(CAPITAL_RUN)) {
    const words = match[0].split(/\s/);
    if (BEGINS_AFTER.test(plain.slice(Math.max(0, match.index - 8), match.index))) words.shift();
    for (const word of words) {
      const folded = foldName(word.replace(/['’].*$/, ""));
      if (ACRONYM.test(word) || CODE.test(word) || PROPER.has(folded) || folded === "") continue;
      if (folded.split(/[/&-]/).every((part) => isWordKnown(part, vocabulary) || vocabulary.wasSaid(part))) continue;
      if (!GENERIC.has(folded)) add("control", words.join(" "));
    }
  }
}

/** "the chart “Sales”": a thing of which the steps speak, and no control, is called by its name. */
function endsWithThing(before: string, vocabulary: Vocabulary): boolean {
  const word = foldName(/([\p{L}-]+)\s$/u.exec(before)?.[1] ?? "");
  return word !== "" && vocabulary.hasWordLike(word) && !NO_THINGS.has(word) && !SMALL_WORDS.has(foldText(word));
}

/** "◊ oben rechts", "Esc to close it": what follows the name is no part of it. "Red de invitados" is one name. */
function isNameAndPlace(phrase: string, vocabulary: Vocabulary): boolean {
  const [name = "", next = "", ...rest] = phrase.split(" ");
  const isSmall = SMALL_WORDS.has(foldText(next)) && (name === "◊" || !GENITIVES.has(next));
  const isAdverb = PLACES.has(next) || /.{3}mente?$/.test(next);
  if (isSmall || (isAdverb && (name === "◊" || vocabulary.hasWord(name)))) return true;
  return isDescribed(name === "◊" ? [next, ...rest].join(" ") : phrase, vocabulary);
}

/** Written of words that say where, of parts of any page, and of what the steps or the page are about. */
function isDescribed(text: string, vocabulary: Vocabulary): boolean {
  return wordsOf(text).every(
    (word) => PAGE_PARTS.has(word) || SMALL_WORDS.has(foldText(word)) || vocabulary.hasWordLike(word),
  );
}

/** "on board", "at hand": without an article the noun after these names nothing that could be operated. */
function isIdiom(before: string): boolean {
  return /\b(?:on|at)\s+$/i.test(before);
}

/** "hidden bulk edit", "bulk edit", "edit": words before a name describe it. */
function endings(phrase: string): readonly string[] {
  const words = phrase.split(" ");
  return words.map((_, index) => words.slice(index).join(" "));
}

/** Quoted prose (a whole sentence) is checked for the words in it, not as a name. */
function isProse(text: string): boolean {
  return text.trim().split(/\s+/).length > 7;
}

/** "tick the projects" in a chain of steps is something to do, not the name of something. */
function isClause(text: string): boolean {
  return /^\p{Ll}/u.test(text.trim());
}

function wordsOf(text: string): readonly string[] {
  return foldName(text)
    .split(/[^\p{L}\p{N}#’'-]+/u)
    .filter((word) => word !== "" && !GENERIC.has(word));
}

function isWordKnown(word: string, vocabulary: Vocabulary): boolean {
  return word.split("-").every((part) => part === "" || GENERIC.has(part) || vocabulary.hasWord(part));
}

/** "bulk edit option" names "bulk edit". */
function withoutKinds(folded: string): string {
  const words = folded.split(" ");
  while (words.length > 0 && (KINDS.includes(words.at(-1) ?? "") || FILLERS.has(words.at(-1) ?? ""))) words.pop();
  while (words.length > 0 && FILLERS.has(words[0] ?? "")) words.shift();
  // A name that is nothing but a kind ("Settings", "Options") is still a name.
  return words.length === 0 && (folded === "settings" || folded === "options") ? folded : words.join(" ");
}

/** What stands directly before a kind: words after the last preposition, verb or article. */
function lastPhrase(before: string): string {
  const words = before.trim().split(/\s+/);
  const start = words.findLastIndex((word) => BREAKS.has(word.toLowerCase()));
  return words
    .slice(start + 1)
    .filter((word) => !GENERIC.has(word.toLowerCase()))
    .join(" ");
}
