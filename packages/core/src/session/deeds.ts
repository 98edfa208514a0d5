import type { Action } from "../actions/action.ts";
import type { EpochMs } from "../ids.ts";
import { isPulse } from "./window.ts";

/** What a user did, without the details: enough to tell that they know something. */
export interface Deed {
  readonly type: Action["type"];
  readonly label: string;
  /** Without query, which never decides what page it is. */
  readonly url: string;
  readonly canonicalUrl: string;
  /** When they did it last. */
  readonly at: EpochMs;
}

/** Distinct deeds that are remembered after their actions have left the window. */
export const DEEDS_LIMIT = 200;

/**
 * Adds what has left the window, so that a goal reached an hour ago stays reached. Deeds are the same when type, label
 * and canonical address are; each keeps its latest time, and beyond the limit the oldest go. Sorted by that time, so the
 * result does not depend on the order in which actions arrived.
 */
export function rememberDeeds(deeds: readonly Deed[], left: readonly Action[]): readonly Deed[] {
  let kept: Deed[] | undefined;
  for (const action of left) {
    if (isPulse(action)) continue;
    const held = kept ?? deeds;
    const index = held.findIndex((deed) => isSame(deed, action));
    const known = held[index];
    const deed = deedOf(action);
    if (known !== undefined && compareDeeds(known, deed) >= 0) continue;
    kept ??= [...deeds];
    if (known !== undefined) kept.splice(index, 1);
    const before = kept.findLastIndex((other) => compareDeeds(other, deed) < 0);
    kept.splice(before + 1, 0, deed);
    if (kept.length > DEEDS_LIMIT) kept.shift();
  }
  return kept ?? deeds;
}

function deedOf({ type, label, url, canonicalUrl, at }: Action): Deed {
  return { type, label, url: url.replace(/\?[^#]*/, ""), canonicalUrl, at };
}

function isSame(deed: Deed, action: Action): boolean {
  return deed.label === action.label && deed.type === action.type && deed.canonicalUrl === action.canonicalUrl;
}

function compareDeeds(left: Deed, right: Deed): number {
  return (
    left.at - right.at ||
    compareTexts(left.url, right.url) ||
    compareTexts(left.label, right.label) ||
    compareTexts(left.type, right.type)
  );
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
