import {
  CHOOSING_VERBS,
  CLICKING,
  GESTURES,
  INSTRUCTING,
  KINDS,
  KINDS_BEFORE,
  OPENING,
  OPERATING,
  RARE_KINDS,
} from "./word-lists.ts";

export const EMPHASISED: RegExp =
  /\*\*([^*\n]{1,160})\*\*|__([^_\n]{1,160})__|(?<![\p{L}\p{N}_])_([^_\s][^_\n]{0,158})_(?![\p{L}\p{N}_])|`([^`\n]{1,160})`|“([^”\n]{1,160})”|„([^“”\n]{1,160})[“”]|«([^»\n]{1,160})»|»([^»«\n]{1,160})«|‹([^›\n]{1,160})›|›([^›‹\n]{1,160})‹|‚([^‘’\n]{2,80})[‘’]|[「『【]([^」』】\n]{1,160})[」』】]|"([^"\n]{1,160})"|(?<![\p{L}\p{N}*])\*([^*\s][^*\n]{0,158})\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}])['‘]([^'’\n]{2,80})['’](?![\p{L}\p{N}])/gu;
export const MARKUP: RegExp =
  /!?\[[^\][\n]{0,200}\]\([^()\n]{0,500}\)|\[[^\][\n]{0,200}\]\[[^\][\n]{0,100}\]|!\[|\]\(|<\/?[a-z!][^<>\n]{0,300}>|<[a-z!]+\b|^ ?\[[^\][\n]{1,100}\]: ?\S{1,300}/gim;
export const ADDRESS: RegExp =
  /\b(?:https?|hxxps?|ftp|data|javascript|file|mailto|tel|vbscript|blob):[^\s)>\]]+|\bwww\.[^\s)>\]]+|[\w.+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]+|(?<![\p{L}\p{N}/.-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:com|net|org|io|app|dev|ai|co|example|test|info|biz|de|fr|es|uk|eu|ly|me|xyz|ru|cn|top|site|online|link|page|cloud|gg|sh|zip|mov)\b(?:\/[^\s)>\]]*)?|(?<![\w/.<])\/\/?[a-z][\w.-]*(?:\/[\w:.-]+)*(?![\w/])|\b\d{1,3}(?:\.\d{1,3}){3}\b|[\w-]{1,63}\s?(?:\[\.\]|\(dot\)|\[dot\]|\bdot\b)\s?(?:com|net|org|io|example|dev)\b|\bgoto\s*:/giu;
export const SHORTCUT: RegExp =
  /(?:\b(?:ctrl|control|cmd|command|alt|option|shift|win|meta|strg|umschalt|maj|mayús)|[⌘⌥⇧⌃])\s*(?:\+|-|\s)?\s*(?:(?:shift|alt|option|cmd|ctrl)\s*[+-]\s*)*(?:(?<=[+-]\s*)[a-z0-9/?.,]\b|(?<=[⌘⌥⇧⌃]\s*)[a-z0-9]\b|f\d{1,2}\b|(?:enter|escape|esc|tab|space|delete|backspace|eingabe|entf|entrée|suppr|intro|supr|invio|canc)(?![\p{L}]))|(?<=(?:press|pressing|hit|key|keys|taste|use|type|hold|hold down|holding)\s+(?:the\s+)?)(?:f\d{1,2}|esc|escape|enter|return|tab|space(?:\s?bar)?|delete|del|backspace|page (?:up|down)|arrow (?:up|down)|[a-z])(?=\s*(?:key|twice|again|[.,;!?)]|$))|(?<=(?:hold|holding|hold down|halte|halten sie|gedrückt)\s+(?:the\s+)?)(?:shift|ctrl|control|alt|option|cmd|command|strg|umschalt)\b|\bf\d{1,2}(?=\s*(?:key|[.,;!?)]|$| to\b))/gimu;
/** One letter called a key: "la tecla N", "Taste N". */
export const NAMED_KEY: RegExp =
  /(?<![\p{L}])(?:[Kk]ey|Taste|[Tt]ecla|[Tt]ouche|[Tt]oets|[Tt]asto)\s+["'“„«‘]?([\p{Lu}\p{N}])(?![\p{L}\p{N}])/gu;
/** `◊` stands for a name that is known. */
export const BREADCRUMB: RegExp =
  /[\p{L}\p{N}◊][\p{L}\p{N}◊ &/-]{0,40}(?:\s?(?:>|→|›|»|▸)\s?[\p{L}\p{N}◊][\p{L}\p{N}◊ &/-]{0,40})+/gu;
const ARTICLES = "den|die|das|le|la|les|un|une|el|los|las|una|il|lo|gli|i|o|a|os|as|um|uma|de|het|een";
const CAPITALISED =
  "[\\p{Lu}][\\p{L}\\p{N}’'&/-]*(?:\\s+(?:[\\p{Lu}\\p{N}][\\p{L}\\p{N}’'&/-]*|to|of|and|for|in)(?=\\s|[.,;:!?)]|$))*";
export const INSTRUCTED: RegExp = new RegExp(
  `(?<![\\p{L}-])(${alternatives(INSTRUCTING)})\\s+(?:on\\s+)?(?:the\\s+|your\\s+|a\\s+|an\\s+|den\\s+|die\\s+|das\\s+|le\\s+|la\\s+|el\\s+|il\\s+|o\\s+|de\\s+|het\\s+)?(${CAPITALISED})`,
  "gu",
);
export const OPERATED: RegExp = new RegExp(
  `(?<![\\p{L}-])(?:${alternatives(OPERATING)})\\s+([\\p{L}\\p{N}’' -]{2,60}?)(?=[.,;:!?)\\n(]|\\s(?:and|then|to|so|in|on|at|from|next|until|for|with|which|where|that|once|when|by|again|if|as|you|before|after|while|or|of|beside|near|under|above|below|inside|whose|because|instead)\\b|$)`,
  "gu",
);
export const NAMED_KIND: RegExp = new RegExp(
  `(?<![\\p{L}\\p{N}])((?:[\\p{L}\\p{N}’'&-]{1,40}\\s+){1,3})(${[...KINDS, ...RARE_KINDS].filter((kind) => kind !== "dots" && kind !== "entry").join("|")})\\b`,
  "giu",
);
export const GERMAN_ORDER: RegExp = /^(?:kli|wähl|öff|drück|geh|tipp)/i;
export const TRAILING: RegExp = /\s+(?:to|of|and|for|in)$/i;

/** Words written with a capital letter: in most languages a name, unless they begin the sentence. */
export const CAPITAL_RUN: RegExp =
  /(?<![\p{L}\p{N}’'&/-])\p{Lu}[\p{L}\p{N}’'&/-]{0,60}(?:\s\p{Lu}[\p{L}\p{N}’'&/-]{0,60}){0,6}/gu;
/** After these a sentence, an item or a clause begins, and its first word may have a capital for no other reason. */
export const BEGINS_AFTER: RegExp = /(?:^|[.:!?¡¿…—–•>→◊("“„«;-]|\d[.)])\s*$/u;
/** German writes every noun with a capital. */
export const GERMAN_WORD: RegExp =
  /(?<![\p{L}])(?:der|das|dem|den|und|Sie|sie|ich|ist|nicht|auf|ein|eine|einen|Ihre|Ihnen|wählen|geben|öffnen|im|am|zum|zur|von|für|mit|nur|Schritt|dann|kann|oder|Die|die|kommt|wird|werden|haben|hat|bitte|noch|schon|danach|zuerst|klicken|klicke|gerne|leider|nein|ja|Punkt|unter|neben|hier|jetzt|mir|wir|es|war|sind|zu|muss|müssen|ihr|ihres|ihrer|ihrem|ihren|eines|einer|einem|des|als|auch|wenn)(?![\p{L}])/giu;
export const ENGLISH_WORD: RegExp =
  /(?<![\p{L}])(?:the|to|you|your|it|is|and|of|for|a|this|that|click|open|press|go|visit|use|then|with|by|if|at)(?![\p{L}])/giu;
export const KIND_BEFORE: RegExp = new RegExp(
  `(?<![\\p{L}-])(?:${alternatives(KINDS_BEFORE)})\\s+(${CAPITALISED})`,
  "gu",
);
const CLAUSE_END = "(?=\\s?[.,;:!?)]|\\s(?:und|oder|et|ou|y|o|e|en|of|and|or)\\s|$)";
/**
 * A name of several words of which only the first has a capital, up to where the clause ends, after a kind or an order:
 * "die Schaltfläche Schicht freigeben." A name that is known stands as `◊`.
 */
export const NAME_PHRASE: RegExp = new RegExp(
  `(?<![\\p{L}-])(?:${alternatives([...KINDS_BEFORE, ...INSTRUCTING.filter((verb) => !verb.startsWith("wähl"))])})\\s+(?:(?:${ARTICLES})\\s+)?((?:\\p{Lu}[\\p{L}’'-]*|◊)(?:\\s\\p{Ll}[\\p{L}’'-]*){1,4})${CLAUSE_END}`,
  "gu",
);
/** What an order to click points at when it is written small: "klik op de prullenbak". */
export const CLICKED_NOUN: RegExp = new RegExp(
  `(?<![\\p{L}-])(?:${alternatives(CLICKING)})\\s+(?:(?:${ARTICLES})\\s+)?(?:[Ll]?['’])?(\\p{Ll}[\\p{L}-]{2,40})(?![\\p{L}’'-])(?:\\s(?:de|del|della|dello|dell['’]|di|do|da|du|van)(?:\\s(?:${ARTICLES}))?\\s?(\\p{Ll}[\\p{L}-]{2,40})(?![\\p{L}’'-]))?`,
  "gu",
);
/** Verbs whose object may be something of the user's: a person, a project, an order. */
export const CHOOSING: RegExp = new RegExp(`^(?:${alternatives(CHOOSING_VERBS)})$`, "u");
const UP_TO_TWO_WORDS = "(?:\\s\\p{L}{1,20}){0,2}\\s$";
/** An order to open or find something stands directly before the name, or one or two words away from it. */
export const OPENED_BEFORE: RegExp = new RegExp(`(?<![\\p{L}-])(?:${alternatives(OPENING)})${UP_TO_TWO_WORDS}`, "u");
export const CHOSEN_BEFORE: RegExp = new RegExp(
  `(?<![\\p{L}-])(?:${alternatives(CHOOSING_VERBS)})${UP_TO_TWO_WORDS}`,
  "u",
);
/** "as the main one": what is chosen in a role is no control. */
export const AS_AFTER: RegExp = /^\s(?:as|als|comme|como|come)\s/;
/** The verb that begins a step of a chain: "select both". */
export const ORDERED_CLAUSE: RegExp = new RegExp(`^(?:${alternatives(INSTRUCTING)})\\s`, "u");
/** An order of any kind. */
export const ORDER: RegExp = new RegExp(`(?<![\\p{L}-])(?:${alternatives(INSTRUCTING)})(?![\\p{L}])`, "u");
export const GESTURE: RegExp = new RegExp(`(?<![\\p{L}])(?:${alternatives(Object.values(GESTURES).flat())})`, "giu");

/**
 * Verbs begin with either case, and so may each of their words ("Klicken Sie auf"); what follows must keep its case.
 * Before the last word of several there is room for three more: "Klicken Sie danach auf".
 */
function alternatives(phrases: readonly string[]): string {
  return [...phrases]
    .sort((left, right) => right.length - left.length)
    .map((phrase) =>
      phrase
        .replace(/(?<![\p{L}])\p{L}/gu, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`)
        .replace(/ (?=\[(?:Aa|Ss|Ee|Oo|Nn)\](?:uf|ur|u|n|m|p|aar)$)/, "(?:\\s\\p{L}+){0,3}?\\s")
        // "su" and "em" take the article in: "sulla", "nos".
        .replace(/\[Ss\]u$/, "[Ss]u(?:l|llo|lla|i|gli|lle|ll(?=['’]))?")
        .replace(/\[Ee\]m$/, "(?:[Ee]m|[Nn][oa]s?)"),
    )
    .join("|");
}
