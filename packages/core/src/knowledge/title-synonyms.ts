import { wordsOf } from "./fold-text.ts";

const MAX_TITLE_CHARS = 300;

/**
 * Words that the product's own titles use for the same thing: "Single sign-on (SSO)" makes `sso` and `single sign on`
 * find each other, "Delete / remove a member" `delete` and `remove`. Nothing is assumed about any product.
 */
export function titleSynonyms(titles: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const synonyms = new Map<string, Set<string>>();
  const link = (left: readonly string[], right: readonly string[]): void => {
    for (const from of left) for (const to of right) if (from !== to) add(synonyms, from, to);
    for (const from of right) for (const to of left) if (from !== to) add(synonyms, from, to);
  };
  for (const title of titles) {
    const text = title.slice(0, MAX_TITLE_CHARS);
    for (const [, before = "", inside = ""] of text.matchAll(/([^()]+)\(([^()]+)\)/g)) {
      const alias = wordsOf(inside);
      const words = wordsOf(before);
      if (alias.length === 1) link(alias, wordsSpelt(alias[0] ?? "", words));
    }
    for (const [, left = "", right = ""] of text.matchAll(/([\p{L}\p{N}]+) ?\/ ?(?=([\p{L}\p{N}]+))/gu)) {
      link(wordsOf(left), wordsOf(right));
    }
  }
  return synonyms;
}

/** The last words before a parenthesis whose initials the alias is; else the word right before it. */
function wordsSpelt(alias: string, words: readonly string[]): readonly string[] {
  const last = words.slice(-alias.length);
  const initials = last.map((word) => word[0]).join("");
  return initials === alias ? last : words.slice(-1);
}

function add(synonyms: Map<string, Set<string>>, from: string, to: string): void {
  const held = synonyms.get(from);
  if (held === undefined) synonyms.set(from, new Set([to]));
  else held.add(to);
}
