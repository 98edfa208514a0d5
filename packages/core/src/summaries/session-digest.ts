import { type Action, compareActions } from "../actions/action.ts";
import { cleanText } from "../actions/clean-text.ts";
import { parseUrl } from "../actions/parse-url.ts";
import type { EpochMs } from "../ids.ts";

/** What a session's actions come to: counts and a few names, however many there were. */
export interface SessionDigest {
  readonly actionCount: number;
  /** 0 before the first action. */
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
  /** Page views by path, in the order first seen. */
  readonly pages: ReadonlyMap<string, number>;
  /** Uses of controls and custom events by name, in the order first seen. */
  readonly controls: ReadonlyMap<string, number>;
  /** Clicks that nothing answered, by the control's name. */
  readonly deadClicks: ReadonlyMap<string, number>;
  readonly errorCount: number;
  /** The latest thing done; undefined when nothing was. */
  readonly last: Pick<Action, "id" | "at" | "type" | "title" | "label" | "target" | "properties"> | undefined;
}

export const EMPTY_DIGEST: SessionDigest = {
  actionCount: 0,
  firstAt: 0,
  lastAt: 0,
  pages: new Map(),
  controls: new Map(),
  deadClicks: new Map(),
  errorCount: 0,
  last: undefined,
};

const MAX_NAMES = 200;
const MAX_NAME = 60;
const MAX_PATH = 60;

/** The digest with further actions in it. The order in which they are added makes no difference to the counts. */
export function addToDigest(digest: SessionDigest, actions: readonly Action[]): SessionDigest {
  if (actions.length === 0) return digest;
  const pages = new Map(digest.pages);
  const controls = new Map(digest.controls);
  const deadClicks = new Map(digest.deadClicks);
  let { firstAt, lastAt, errorCount, last } = digest;
  let isFirst = digest.actionCount === 0;
  for (const action of actions) {
    firstAt = isFirst ? action.at : Math.min(firstAt, action.at);
    lastAt = isFirst ? action.at : Math.max(lastAt, action.at);
    isFirst = false;
    switch (action.type) {
      case "page_view":
        count(pages, pathOf(action.canonicalUrl));
        break;
      case "click":
      case "submit":
      case "change":
      case "custom":
        count(controls, cleanText(action.label, MAX_NAME));
        break;
      case "dead_click":
        count(deadClicks, cleanText(action.label, MAX_NAME));
        break;
      case "error":
        errorCount++;
        break;
      default:
        // Leaving, switching tabs and typing are no deeds: they are counted, and not told.
        continue;
    }
    if (last === undefined || isLater(action, last)) last = action;
  }
  const actionCount = digest.actionCount + actions.length;
  return { actionCount, firstAt, lastAt, pages, controls, deadClicks, errorCount, last };
}

function isLater(action: Action, last: NonNullable<SessionDigest["last"]>): boolean {
  return compareActions(action, last as Action) > 0;
}

/** Without the origin: within one product it says nothing. */
function pathOf(url: string): string {
  return cleanText(`/${parseUrl(url).segments.join("/")}`, MAX_PATH);
}

function count(counts: Map<string, number>, name: string): void {
  if (name === "") return;
  if (!counts.has(name) && counts.size >= MAX_NAMES) counts.delete(rarest(counts));
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function rarest(counts: ReadonlyMap<string, number>): string {
  let found: readonly [string, number] = ["", Number.POSITIVE_INFINITY];
  for (const entry of counts) if (entry[1] < found[1]) found = entry;
  return found[0];
}
