import { cleanText } from "../actions/clean-text.ts";

/** What a user's own words say about the offer that is open; null when they are about something else. */
export type SpokenChoice = "accept" | "tour" | "chat" | "decline";

const LONGEST_ANSWER = 60;

interface Phrases {
  readonly tour: readonly string[];
  readonly chat: readonly string[];
  readonly decline: readonly string[];
  readonly accept: readonly string[];
  /** May surround an answer without changing it. */
  readonly courtesy: readonly string[];
}

/** English, German, French, Spanish, Portuguese, Italian, Dutch. Written without accents, apostrophes and punctuation. */
const PHRASES: Readonly<Record<string, Phrases>> = {
  en: {
    tour: list(
      "show me, show me how, show it, show me how to do it, show me how to fix it, show me how to fix the connection, yes show me, start the tour, start the guide, guide me, walk me through it, take me there, can you show me, could you show me, lets see it, show",
    ),
    chat: list(
      "tell me, tell me more, explain, explain it, open chat, lets chat, in words, just tell me, how, how so, how does it work, how do i do that, how do i do it",
    ),
    decline: list(
      "no, nope, nah, no thanks, no thank you, not now, not right now, later, maybe later, never mind, nevermind, dont, stop, go away, leave me alone, im good, im fine, i know, i know how, skip, dismiss, cancel, not interested, dont show me",
    ),
    accept: list(
      "yes, yeah, yep, yup, ya, y, sure, ok, okay, k, alright, all right, fine, please, please do, go ahead, do it, lets do it, lets go, sounds good, good idea, why not, of course, absolutely, definitely, i would like that, id like that, id love that, that would be great, yes do",
    ),
    courtesy: list(
      "please, thanks, thank you, thx, hi, hello, hey, oh, ah, um, well, great, cool, then, now, that, it, sure, yes, ok, okay, yeah",
    ),
  },
  de: {
    tour: list(
      "zeig mir, zeig es mir, zeig mir wie, zeigen sie mir, zeigen sie es mir, zeig mal, tour starten, fuhr mich, fuhre mich",
    ),
    chat: list("erklar es, erklar mir, erklaren sie es, sag mir wie, wie, wie geht das"),
    decline: list(
      "nein, nee, ne, nein danke, jetzt nicht, nicht jetzt, spater, vielleicht spater, lass mich, kein interesse, abbrechen, ich weiss",
    ),
    accept: list(
      "ja, jo, jep, klar, gerne, gern, ja gerne, ja bitte, bitte, natrlich, naturlich, okay, in ordnung, mach das, los, warum nicht",
    ),
    courtesy: list("bitte, danke, ja, okay, ok, gerne, mal, doch, hallo, hi, oh, klar"),
  },
  fr: {
    tour: list("montre moi, montrez moi, montre, montrez, guide moi, guidez moi, fais voir"),
    chat: list("explique, expliquez, explique moi, expliquez moi, dis moi, comment, comment faire"),
    decline: list("non, non merci, pas maintenant, plus tard, peut etre plus tard, laisse moi, annuler, pas interesse"),
    accept: list(
      "oui, ouais, d accord, daccord, bien sur, volontiers, avec plaisir, vas y, allez y, pourquoi pas, oui merci",
    ),
    courtesy: list("s il te plait, s il vous plait, svp, stp, merci, oui, bonjour, d accord"),
  },
  es: {
    tour: list("muestrame, ensename, muestreme, enseneme, guiame, muestrame como, ensename como"),
    chat: list("explicame, expliqueme, explica, dime, dime como, como, como se hace"),
    decline: list("no, no gracias, ahora no, mas tarde, luego, quizas luego, dejame, cancelar, no me interesa"),
    accept: list("si, claro, vale, de acuerdo, por supuesto, adelante, bueno, por que no, si por favor, dale"),
    courtesy: list("por favor, gracias, si, hola, vale, claro"),
  },
  pt: {
    tour: list("mostra me, mostre me, me mostra, me mostre, mostra, mostre, guia me, me guie"),
    chat: list("explica, explique, me explica, me explique, diz me, como, como faco"),
    decline: list("nao, nao obrigado, nao obrigada, agora nao, mais tarde, depois, talvez depois, cancelar"),
    accept: list("sim, claro, ok, pode ser, com certeza, vamos, por que nao, sim por favor"),
    courtesy: list("por favor, obrigado, obrigada, sim, ola, claro"),
  },
  it: {
    tour: list("mostrami, mi mostri, fammi vedere, guidami, mostrami come"),
    chat: list("spiegami, mi spieghi, spiega, dimmi, dimmi come, come, come si fa"),
    decline: list("no, no grazie, non ora, non adesso, piu tardi, dopo, forse dopo, lascia stare, annulla"),
    accept: list("si, certo, va bene, volentieri, d accordo, perche no, procedi, si grazie"),
    courtesy: list("per favore, per piacere, grazie, si, ciao, certo"),
  },
  nl: {
    tour: list("laat zien, laat het zien, laat maar zien, toon me, toon het, laat me zien, gids me"),
    chat: list("leg uit, leg het uit, vertel me, vertel, hoe, hoe werkt het, hoe doe ik dat"),
    decline: list("nee, nee bedankt, nee dank je, niet nu, nu niet, later, misschien later, laat maar, annuleren"),
    accept: list("ja, jawel, prima, goed, graag, ja graag, oke, zeker, natuurlijk, doe maar, waarom niet"),
    courtesy: list("alsjeblieft, alstublieft, graag, bedankt, dank je, ja, hallo, oke"),
  },
};

/** The languages in which an offer can be answered. */
export const SPOKEN_LANGUAGES: readonly string[] = Object.keys(PHRASES);

/**
 * What a typed message says about the open offer: `tour` ("show me"), `chat` ("explain"), `accept` ("yes", whichever is
 * first), `decline`. Only whole short answers count: "yes, but why is it slow?" is a question, and null. Deterministic.
 * @param languages Which to try, e.g. `["de"]`; all of them when left out.
 */
export function acceptInWords(text: string, languages: readonly string[] = SPOKEN_LANGUAGES): SpokenChoice | null {
  if (text.includes("?") && !/^[^?]{1,40}\?$/.test(text.trim())) return null;
  const sign = text.trim();
  if (YES_SIGNS.has(sign)) return "accept";
  if (NO_SIGNS.has(sign)) return "decline";
  const plain = simplify(cleanText(text, LONGEST_ANSWER + 20));
  if (plain === "" || plain.length > LONGEST_ANSWER) return null;
  for (const language of languages) {
    const phrases = PHRASES[language.toLowerCase().split("-")[0] ?? ""];
    const choice = phrases && readAnswer(plain, phrases);
    if (choice != null) return choice;
  }
  return null;
}

const YES_SIGNS: ReadonlySet<string> = new Set(["👍", "👌", "✅", "🙏", "+1"]);
const NO_SIGNS: ReadonlySet<string> = new Set(["👎", "❌", "🙅", "-1"]);

/** A refusal is looked for first: "no, don't show me" holds "show me". */
function readAnswer(plain: string, phrases: Phrases): SpokenChoice | undefined {
  const forms = [plain, withoutCourtesy(plain, phrases.courtesy)];
  for (const choice of ["decline", "tour", "chat", "accept"] as const) {
    if (forms.some((form) => phrases[choice].includes(form))) return choice;
  }
  return undefined;
}

function withoutCourtesy(plain: string, courtesy: readonly string[]): string {
  let rest = plain;
  for (let changed = true; changed; ) {
    changed = false;
    for (const word of courtesy) {
      if (rest.startsWith(`${word} `)) [rest, changed] = [rest.slice(word.length + 1), true];
      if (rest.endsWith(` ${word}`)) [rest, changed] = [rest.slice(0, -word.length - 1), true];
    }
  }
  return rest;
}

/** Small letters without accents, apostrophes and punctuation. */
function simplify(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .replace(/(?<=\b(?:don|i|id|let|that|im|won|can))['’](?=[a-z])/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function list(text: string): readonly string[] {
  return text.split(", ");
}
