import type { KnowledgeLanguage } from "./stop-words.ts";

/** Ending, what takes its place, and how many letters have to remain before it. */
type Ending = readonly [ending: string, instead: string, remain: number];

/**
 * Light stemming: enough that plural, tense and the noun of a verb meet, little enough that different words stay apart.
 * Words arrive folded. Endings are tried in order; the first that fits is taken, once per list.
 */
export function stemWord(word: string, language: KnowledgeLanguage): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  const stem = language === "en" ? stemEnglish(word) : ENDINGS[language].reduce(replaceEnding, word);
  return stem;
}

function replaceEnding(word: string, endings: readonly Ending[]): string {
  for (const [ending, instead, remain] of endings) {
    if (word.length - ending.length >= remain && word.endsWith(ending)) {
      return word.slice(0, word.length - ending.length) + instead;
    }
  }
  return word;
}

const list = (remain: number, endings: string, instead = ""): readonly Ending[] =>
  endings.split(" ").map((ending) => [ending, instead, remain]);

const EN_PLURAL: readonly Ending[] = [
  ["sses", "ss", 1],
  ["ies", "y", 2],
  ["ss", "ss", 1],
  ["us", "us", 1],
  ["is", "is", 1],
  ["s", "", 3],
];
const EN_TENSE: readonly Ending[] = [
  ["ied", "y", 2],
  ["eed", "ee", 2],
  ["ing", "", 3],
  ["ed", "", 3],
];
const EN_NOUN: readonly Ending[] = [
  ["ification", "ify", 2],
  ["ication", "y", 3],
  ["isation", "is", 3],
  ["ization", "is", 3],
  ["iz", "is", 3],
  ["ize", "is", 3],
  ...list(4, "atically ation ator ative ate at"),
  ...list(4, "ment ness ance ence ably ibly able ible"),
  ["ition", "it", 3],
  ["ction", "ct", 2],
  ["ption", "pt", 2],
  ["ssion", "ss", 3],
  ["al", "", 4],
  ["ly", "", 4],
  ["er", "", 4],
  ["or", "", 5],
];

function stemEnglish(word: string): string {
  const singular = replaceEnding(word, EN_PLURAL);
  const tenseless = replaceEnding(singular, EN_TENSE);
  // "stopped" → "stop", but "filled" stays with "fill".
  const shed = tenseless !== singular && /([bdgmnprt])\1$/.test(tenseless) ? tenseless.slice(0, -1) : tenseless;
  const stem = replaceEnding(shed, EN_NOUN);
  const bare = stem.length > 3 && stem.endsWith("e") ? stem.slice(0, -1) : stem;
  return bare.endsWith("y") ? `${bare.slice(0, -1)}i` : bare;
}

const ENDINGS: Readonly<Record<Exclude<KnowledgeLanguage, "en">, readonly (readonly Ending[])[]>> = {
  de: [list(4, "ungen ung heiten heit keiten keit lich isch"), list(3, "ern est em en er es st te ten tet e s n t")],
  fr: [
    [["eaux", "eau", 1], ["aux", "al", 2], ...list(3, "s x")],
    list(4, "issements issement ements ement ations ation ateur atrice euses euse eurs eur ives ive ifs if ment"),
    list(3, "eraient erait erons eront erez aient ait ees ee ant ons ont ez er es ir e"),
  ],
  es: [
    list(4, "amientos amiento imientos imiento aciones acion adores ador adora mente idades idad"),
    list(3, "aremos ariamos aban abas aron ando iendo ieron adas ados idas idos ada ado ida ido amos emos imos"),
    list(3, "es ar er ir os as an en a o e s"),
  ],
  pt: [
    list(4, "amentos amento imentos imento acoes acao adores ador adora mente idades idade"),
    list(3, "aremos avam aram ando endo indo eram adas ados idas idos ada ado ida ido amos emos imos"),
    list(3, "oes ao es ar er ir os as am em a o e s"),
  ],
  it: [
    list(4, "amenti amento imenti imento azioni azione atori atore mente ita"),
    list(3, "eranno erebbe avano arono ando endo ate ati ata ato ite iti ita ito ute uti uta uto iamo"),
    list(3, "are ere ire a e i o"),
  ],
  nl: [list(4, "heden heid ingen ing lijk"), list(3, "eren ende end en er es de te e s t")],
};
