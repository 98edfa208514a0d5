import type { IntentName } from "./intent.ts";

/**
 * English words and pairs of words by the intent they name. Verbs count when a label begins with them, and less when they
 * stand within it. Adding one is adding it here.
 */
const WORDS: Readonly<Record<Exclude<IntentName, "fill" | "unknown">, string>> = {
  navigate: "next,continue,back,previous,home,dashboard,go to,go back,overview",
  open: "open,view,show,see,details,expand,preview,browse",
  create: "create,add,new,insert,compose",
  edit: "edit,rename,update,change,modify,move,assign,replace",
  save: "save",
  delete: "delete,remove,trash,erase,purge",
  search: "search,find,look up,lookup",
  filter: "filter,filters",
  sort: "sort,sort by,order by",
  export: "export,download,export as,save as",
  import: "import,upload,bulk import",
  connect: "connect,reconnect,integrate,integration,integrations,link account,authorize,authorise",
  configure:
    "configure,manage,settings,preferences,configuration,customize,customise,set up,setup,options,enable,disable",
  invite: "invite,invitation,add member,add members,add teammate,add teammates,add user,add users,add people",
  share: "share,sharing",
  copy: "copy,duplicate,clone",
  publish: "publish,deploy,go live",
  authenticate:
    "login,logout,signin,signup,signout,register,log in,log out,sign in,sign up,sign out,create account,forgot password,reset password,verify email",
  pay: "pay,checkout,buy,purchase,subscribe,upgrade,change plan,billing,place order,add to cart,payment",
  help: "help,support,docs,documentation,faq,learn more,contact us,contact support,get help,how to",
  confirm: "confirm,ok,okay,yes,apply,agree,accept,approve,done,got it",
  cancel: "cancel,close,dismiss,discard,abort,not now,no thanks,maybe later,skip",
  undo: "undo,revert,restore,roll back,rollback",
  retry: "retry,reload,refresh,resend,try again,reconnect now",
  select: "select,choose,pick,deselect",
  submit: "submit,send,finish,complete",
};

/** What a thing is about, whatever the verb before it: "Add filter" is filtering, "Clear search" belongs to searching. */
const OBJECTS: ReadonlyMap<string, IntentName> = new Map([
  ["filter", "filter"],
  ["filters", "filter"],
  ["search", "search"],
]);

/** "Don't save", "Continue without saving", "Never share": the word is there and the opposite is meant. */
const NEGATIONS: ReadonlySet<string> = new Set(["don", "dont", "not", "never", "without", "cannot", "can"]);

const BY_WORD: ReadonlyMap<string, IntentName> = new Map(
  Object.entries(WORDS).flatMap(([intent, words]) => words.split(",").map((word) => [word, intent as IntentName])),
);

export interface FoundWord {
  readonly intent: IntentName;
  readonly word: string;
  /** Whether the text begins with it. */
  readonly isFirst: boolean;
}

const MAX_WORDS = 12;
/** Letters beyond a–z are part of their word, which is then no English one; typographic punctuation is none. */
const BETWEEN_WORDS = /[^a-z\u00aa-\u1fff\u2c00-\uffff]+/;
const CAMEL = /([a-z])([A-Z])/g;

/** The word that tells the intent of a text; the first one decides. Undefined when none does, or the text negates. */
export function findIntentWord(text: string): FoundWord | undefined {
  if (text === "") return undefined;
  const words = text.toLowerCase().split(BETWEEN_WORDS, MAX_WORDS);
  // A separator in front leaves an empty first word.
  const begin = words[0] === "" ? 1 : 0;
  let found: FoundWord | undefined;
  for (let at = begin; at < words.length; at++) {
    const word = words[at] as string;
    const object = OBJECTS.get(word);
    if (object !== undefined) return { intent: object, word, isFirst: at === begin };
    const here = wordAt(words, at, at === begin);
    if (here === undefined && NEGATIONS.has(word)) return undefined;
    // "Yes, delete it" deletes: agreeing is the intent only when nothing says to what.
    if (found === undefined || (found.intent === "confirm" && here !== undefined)) found = here;
  }
  return found;
}

function wordAt(words: readonly string[], at: number, isFirst: boolean): FoundWord | undefined {
  const word = words[at] as string;
  const next = words[at + 1];
  if (next !== undefined && next !== "") {
    const pair = `${word} ${next}`;
    const three = words[at + 2] === undefined ? undefined : BY_WORD.get(`${pair} ${words[at + 2]}`);
    if (three !== undefined) return { intent: three, word: `${pair} ${words[at + 2]}`, isFirst };
    const both = BY_WORD.get(pair);
    if (both !== undefined) return { intent: both, word: pair, isFirst };
  }
  const intent = BY_WORD.get(word);
  return intent === undefined ? undefined : { intent, word, isFirst };
}

const PAST = /(?:ed|d|ing|s)$/;

/** As for labels, in names that developers give: `save-button`, `exportCsv`, `Report Exported`. */
export function findIntentInName(name: string): FoundWord | undefined {
  if (name === "") return undefined;
  const text = name.slice(0, 80).replace(CAMEL, "$1 $2").toLowerCase();
  const found = findIntentWord(text);
  if (found !== undefined) return found;
  for (const word of text.split(BETWEEN_WORDS, MAX_WORDS)) {
    if (NEGATIONS.has(word)) return undefined;
    const stem = stemOf(word);
    if (stem !== undefined) return { intent: BY_WORD.get(stem) as IntentName, word, isFirst: false };
  }
  return undefined;
}

/** `exported` → `export`, `created` → `create`, `paid` stays unknown: a table of irregular verbs would be guesswork. */
function stemOf(word: string): string | undefined {
  if (!PAST.test(word)) return undefined;
  for (const ending of ["ed", "d", "ing", "s"]) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (stem.length < 3) continue;
    if (BY_WORD.has(stem)) return stem;
    if (BY_WORD.has(`${stem}e`)) return `${stem}e`;
  }
  return undefined;
}
