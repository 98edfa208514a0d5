import type { Action } from "../actions/action.ts";
import { cutText } from "../actions/cut-text.ts";
import { describeAction } from "../actions/describe-action.ts";
import { MINUTE_MS } from "../ids.ts";
import { addToDigest, EMPTY_DIGEST, type SessionDigest } from "./session-digest.ts";

/** Longest summary in code points, whoever wrote it. */
export const MAX_SUMMARY_CHARS = 600;

const MAX_LAST = 150;

/** A summary made without a model: counted and quoted from the actions, and nothing beyond them. */
export interface ExtractiveSummary {
  readonly origin: "extractive";
  /** At most `MAX_SUMMARY_CHARS` code points, one line. */
  readonly text: string;
  /** Give it back with the next actions, and they are added to these. */
  readonly digest: SessionDigest;
}

/**
 * Folds further actions into a summary: how many and how long, the pages, the controls used most, what was done again
 * and again, errors, and the last thing done. It names no goal and no mood, because those would be guesses; names from
 * the page are quoted and cut. The same actions always give the same text.
 *
 * @param previous Undefined for the first.
 */
export function summarise(previous: SessionDigest | undefined, actions: readonly Action[]): ExtractiveSummary {
  const digest = addToDigest(previous ?? EMPTY_DIGEST, actions);
  return { origin: "extractive", text: digestToText(digest), digest };
}

/**
 * The digest as prose.
 *
 * @param actionCount How many actions it stands for, when that is more than were looked at.
 */
export function digestToText(digest: SessionDigest, actionCount: number = digest.actionCount): string {
  const sentences = [
    `${plural(actionCount, "action")}${lasting(digest)}.`,
    told("Pages", digest.pages, 4),
    told("Used most", digest.controls, 4),
    told("Clicked without effect", digest.deadClicks, 2),
    digest.errorCount === 0 ? "" : `Saw ${plural(digest.errorCount, "error")}.`,
    digest.last === undefined ? "" : `Last: ${cutText(describeAction(digest.last), MAX_LAST)}.`,
  ].filter((sentence) => sentence !== "");
  return fit(sentences);
}

/** What matters least goes first when it is too long: pages, then controls. The beginning and the end always stay. */
function fit(sentences: readonly string[]): string {
  const kept = [...sentences];
  while (kept.length > 2 && lengthOf(kept) > MAX_SUMMARY_CHARS) kept.splice(1, 1);
  return cutText(kept.join(" "), MAX_SUMMARY_CHARS);
}

function lengthOf(sentences: readonly string[]): number {
  return sentences.reduce((total, { length }) => total + length + 1, 0);
}

function lasting({ firstAt, lastAt }: SessionDigest): string {
  if (lastAt <= firstAt) return "";
  const minutes = Math.round((lastAt - firstAt) / MINUTE_MS);
  return minutes < 1 ? " within a minute" : ` in ${plural(minutes, "minute")}`;
}

/** `Pages: "/projects" (3), "/reports".` Most often first; of two alike the one that was first. */
function told(heading: string, counts: ReadonlyMap<string, number>, limit: number): string {
  const named = [...counts].sort((left, right) => right[1] - left[1]);
  if (named.length === 0) return "";
  const shown = named.slice(0, limit).map(([name, times]) => `${quoted(name)}${times > 1 ? ` (${times} times)` : ""}`);
  const more = named.length > shown.length ? ` and ${named.length - shown.length} more` : "";
  return `${heading}: ${shown.join(", ")}${more}.`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', "'")}"`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
