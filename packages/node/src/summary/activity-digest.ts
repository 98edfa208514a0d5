import type { SlimAction } from "@usher/core/documented";

/** What a session's actions come to: counts and a few names, however many there were. */
export interface ActivityDigest {
  readonly actionCount: number;
  /** Seconds since the Unix epoch; 0 when unknown. */
  readonly firstAtS: number;
  readonly lastAtS: number;
  /** How often each page was acted on. */
  readonly pages: ReadonlyMap<string, number>;
  /** How often each thing was done. */
  readonly titles: ReadonlyMap<string, number>;
  /** The latest things done, oldest first. */
  readonly latest: readonly string[];
}

export const EMPTY_DIGEST: ActivityDigest = {
  actionCount: 0,
  firstAtS: 0,
  lastAtS: 0,
  pages: new Map(),
  titles: new Map(),
  latest: [],
};

const MAX_NAMES = 100;
const MAX_LATEST = 3;
const MAX_NAME_CHARS = 120;

/** The digest with further actions in it. */
export function addToDigest(digest: ActivityDigest, actions: readonly SlimAction[]): ActivityDigest {
  const moments = actions.map(({ timestampStartS }) => timestampStartS).filter((at) => at > 0);
  const pages = new Map(digest.pages);
  const titles = new Map(digest.titles);
  const names = actions.map((action) => shortName(action.title || action.description));
  for (const action of actions) count(pages, shortName(action.canonicalUrl));
  for (const name of names) count(titles, name);
  return {
    actionCount: digest.actionCount + actions.length,
    firstAtS: Math.min(...[digest.firstAtS, ...moments].filter((at) => at > 0), Number.POSITIVE_INFINITY),
    lastAtS: Math.max(digest.lastAtS, ...moments),
    pages,
    titles,
    latest: [...digest.latest, ...names.filter((name) => name !== "")].slice(-MAX_LATEST),
  };
}

/**
 * The digest as prose: what can be counted and quoted, and nothing beyond it. It names no goal and no mood, because
 * those would be guesses.
 */
export function digestToText(digest: ActivityDigest): string {
  const sentences = [`${plural(digest.actionCount, "action")}${onPages(digest)}${between(digest)}.`];
  const repeated = most(digest.titles, 3).filter(([, times]) => times > 1);
  if (repeated.length > 0)
    sentences.push(`Repeated: ${repeated.map(([name, n]) => `${name} (${n} times)`).join("; ")}.`);
  if (digest.latest.length > 0) sentences.push(`Latest: ${digest.latest.join("; ")}.`);
  return sentences.join(" ");
}

function onPages({ pages }: ActivityDigest): string {
  if (pages.size === 0) return "";
  const named = most(pages, 5).map(([page, times]) => `${page} (${times})`);
  const more = pages.size > named.length ? ` and ${pages.size - named.length} more` : "";
  return ` on ${named.join(", ")}${more}`;
}

function between({ firstAtS, lastAtS }: ActivityDigest): string {
  if (!Number.isFinite(firstAtS) || firstAtS <= 0) return "";
  const minutes = Math.round((lastAtS - firstAtS) / 60);
  return minutes < 1 ? " within a minute" : ` within ${plural(minutes, "minute")}`;
}

function most(counts: ReadonlyMap<string, number>, limit: number): [string, number][] {
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, limit);
}

function count(counts: Map<string, number>, name: string): void {
  if (name === "") return;
  if (!counts.has(name) && counts.size >= MAX_NAMES) {
    const rarest = [...counts].reduce((least, entry) => (entry[1] < least[1] ? entry : least));
    counts.delete(rarest[0]);
  }
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function shortName(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_NAME_CHARS ? `${Array.from(line).slice(0, MAX_NAME_CHARS).join("")}…` : line;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
