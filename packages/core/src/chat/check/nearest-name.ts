import { foldName } from "./vocabulary.ts";

/** Shorter names are one letter apart by chance: "Edit" and "Exit". */
const MIN_TYPO_CHARS = 5;

/**
 * The one real name that was meant: the same but for a letter, a plural or a count ("Apply to all" for "Apply to N").
 * Undefined when there is none, or more than one.
 */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const wanted = foldName(name);
  const near = names.filter((candidate) => isNear(wanted, foldName(candidate)));
  return new Set(near.map(foldName)).size === 1 ? near[0] : undefined;
}

function isNear(left: string, right: string): boolean {
  if (left === right) return true;
  if (Math.min(left.length, right.length) < MIN_TYPO_CHARS) return false;
  return singular(left) === singular(right) || sameButCount(left, right) || isOneEditApart(left, right);
}

function singular(name: string): string {
  return name
    .split(" ")
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word))
    .join(" ");
}

function sameButCount(left: string, right: string): boolean {
  const words = right.split(" ");
  const others = left.split(" ");
  if (words.length < 3 || words.length !== others.length || !words.includes("#")) return false;
  return words.every((word, index) => word === "#" || word === others[index]);
}

/** One letter more, less or other, or two neighbours swapped. */
function isOneEditApart(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  const most = Math.min(left.length, right.length) - start;
  while (end < most && left.at(-1 - end) === right.at(-1 - end)) end++;
  const [restLeft, restRight] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  if (restLeft.length <= 1 && restRight.length <= 1) return true;
  return restLeft.length === 2 && restRight === `${restLeft[1]}${restLeft[0]}`;
}
