/** Names in a reply that appear neither in the ground truth nor among the names the user has seen. Empty: it may be said. */
export function inventedNames(reply: string, known: readonly string[]): readonly string[] {
  const haystack = known.map(fold).join("\n");
  const invented: string[] = [];
  for (const name of claimedNames(reply)) {
    const folded = fold(name);
    if (folded !== "" && !haystack.includes(folded)) invented.push(name);
  }
  return invented;
}

const EMPHASISED = /\*\*([^*\n]{1,120})\*\*|`([^`\n]{1,120})`|“([^”\n]{1,120})”|"([^"\n]{1,120})"/g;
const VERBS = "click|press|tap|choose|select|pick|open|hit|use|go to|navigate to";
/** An instruction to use something that is written like a control's name: `click Edit Selected`. */
const INSTRUCTED = new RegExp(
  `\\b(?:${VERBS.split("|").map(anyInitial).join("|")})\\s+(?:on\\s+|in\\s+|into\\s+)?(?:the\\s+|your\\s+)?` +
    "([A-Z][\\w’'&/-]*(?:\\s+(?:[A-Z][\\w’'&/-]*|to|of|and|for|in)(?=\\s|[.,;:!?)]|$))*)",
  "g",
);
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s)>\]]+/gi;
const TRAILING_WORDS = /\s+(?:to|of|and|for|in)$/i;

/** Everything a reply presents as the name of a control, a menu, a page or an address. */
function claimedNames(reply: string): string[] {
  const names: string[] = [];
  for (const match of reply.matchAll(EMPHASISED)) names.push(match.slice(1).find((group) => group !== undefined) ?? "");
  const plain = reply.replace(EMPHASISED, " ");
  for (const match of plain.matchAll(INSTRUCTED)) names.push((match[1] ?? "").replace(TRAILING_WORDS, ""));
  for (const match of plain.matchAll(ADDRESS)) names.push(match[0]);
  return names;
}

/** Case, punctuation around names and counts ("Apply to 3" for "Apply to N") make no difference. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/\*\*|[“”"`…]/g, "")
    .replace(/\b(?:\d+|n)\b/g, "#")
    .replace(/[.,;:!?]+$/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The verb may begin a sentence; what follows must be capitalised, so the whole cannot ignore case. */
function anyInitial(verb: string): string {
  return `[${verb.charAt(0).toUpperCase()}${verb.charAt(0)}]${verb.slice(1)}`;
}
