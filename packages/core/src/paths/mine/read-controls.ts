import type { Action } from "../../actions/action.ts";
import { parseUrl } from "../../actions/parse-url.ts";
import type { EpochMs } from "../../ids.ts";
import { isDeed } from "../../signals/deeds.ts";
import { foldLabel, SIMILAR_SHARE, sharedWords } from "../match/step-similarity.ts";

/** A control that people use, under whatever names it was reported. */
export interface Control {
  readonly key: string;
  /** Pattern of its page, e.g. `/projects/:id`. */
  readonly page: string;
  /** Its most frequent name; empty when it never had one. */
  readonly label: string;
  readonly role: string | undefined;
  /** Selector by a stable handle, when it has one. */
  readonly selector: string | undefined;
  /** Sessions in which it was used. */
  readonly sessions: number;
}

/** A session as the controls used in it, in order. */
export interface ControlUse {
  readonly key: string;
  readonly at: EpochMs;
}

export interface ReadControls {
  readonly controls: ReadonlyMap<string, Control>;
  readonly sessions: readonly (readonly ControlUse[])[];
}

interface Tally {
  readonly page: string;
  readonly labels: Map<string, number>;
  readonly roles: Map<string, number>;
  readonly selector: string | undefined;
  readonly sessions: Set<number>;
}

/** A name that goes with a handle at least so often is that control's name, also where the handle is not reported. */
const OWN_NAME_SHARE = 0.3;

/**
 * The controls of all sessions. One control is reported by its handle here, by its name there, and by another name after
 * the next release: they are one as far as page, handle and words say so.
 */
export function readControls(sessions: readonly (readonly Action[])[]): ReadControls {
  const tallies = new Map<string, Tally>();
  const uses = sessions.map((actions, index) =>
    actions.filter(isUse).map((action): ControlUse => {
      const page = pageOf(action);
      const selector = selectorOf(action);
      const key = `${page} ${selector ?? `"${foldLabel(action.label)}"`}`;
      const tally = tallies.get(key) ?? {
        page,
        labels: new Map(),
        roles: new Map(),
        selector,
        sessions: new Set<number>(),
      };
      tallies.set(key, tally);
      tally.sessions.add(index);
      if (action.label !== "") count(tally.labels, action.label);
      if (action.target?.role !== undefined) count(tally.roles, action.target.role);
      return { key, at: action.at };
    }),
  );
  const same = mergeNames(tallies);
  const controls = new Map<string, Control>();
  const merged = new Map<string, Set<number>>();
  for (const [key, tally] of tallies) {
    const into = same.get(key) ?? key;
    const known = merged.get(into) ?? new Set<number>();
    for (const session of tally.sessions) known.add(session);
    merged.set(into, known);
  }
  for (const [key, inSessions] of merged) {
    const tally = tallies.get(key);
    if (tally === undefined) continue;
    const { page, selector } = tally;
    const label = nameOf(tally.labels) ?? "";
    controls.set(key, { key, page, label, role: mostFrequent(tally.roles), selector, sessions: inSessions.size });
  }
  return {
    controls,
    sessions: uses.map((each) => each.map(({ key, at }) => ({ key: same.get(key) ?? key, at }))),
  };
}

/** Looking at a page is no step by itself; neither is a control without handle and name. */
function isUse(action: Action): boolean {
  if (!isDeed(action) || action.type === "page_view") return false;
  return action.label !== "" || selectorOf(action) !== undefined;
}

function pageOf({ canonicalUrl }: Action): string {
  return `/${parseUrl(canonicalUrl).segments.join("/")}`;
}

function selectorOf({ target }: Action): string | undefined {
  if (target?.testId !== undefined) return `[data-testid="${target.testId}"]`;
  if (target?.id !== undefined && /^[A-Za-z][\w-]*$/.test(target.id)) return `#${target.id}`;
  if (target?.anchor !== undefined) return `[data-usher-anchor="${target.anchor}"]`;
  return target?.name === undefined ? undefined : `[name="${target.name}"]`;
}

/** Names without a handle, each to the control it is a name of: by the same name, else by nearly the same words. */
function mergeNames(tallies: ReadonlyMap<string, Tally>): ReadonlyMap<string, string> {
  const byPage = new Map<string, (readonly [key: string, tally: Tally])[]>();
  for (const entry of tallies) {
    const page = byPage.get(entry[1].page) ?? [];
    page.push(entry);
    byPage.set(entry[1].page, page);
  }
  const same = new Map<string, string>();
  for (const entries of byPage.values()) {
    const sorted = [...entries].sort(
      ([leftKey, left], [rightKey, right]) =>
        Number(left.selector === undefined) - Number(right.selector === undefined) ||
        right.sessions.size - left.sessions.size ||
        (leftKey < rightKey ? -1 : 1),
    );
    sorted.forEach(([key, tally], index) => {
      const label = nameOf(tally.labels);
      if (tally.selector !== undefined || label === undefined) return;
      const into = sorted.slice(0, index).find(([other, { labels }]) => {
        if (same.has(other)) return false;
        return ownNames(labels).some((name) => isSameName(name, label));
      });
      if (into !== undefined) same.set(key, into[0]);
    });
  }
  return same;
}

function ownNames(labels: ReadonlyMap<string, number>): readonly string[] {
  const folded = foldedCounts(labels);
  const all = [...folded.values()].reduce((sum, times) => sum + times, 0);
  return [...folded].filter(([, times]) => times >= all * OWN_NAME_SHARE).map(([label]) => label);
}

/** The most frequent name: "Apply to 3" and "Apply to 7" are one. */
function nameOf(labels: ReadonlyMap<string, number>): string | undefined {
  const folded = mostFrequent(foldedCounts(labels));
  return mostFrequent(new Map([...labels].filter(([label]) => foldLabel(label) === folded)));
}

function foldedCounts(labels: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const folded = new Map<string, number>();
  for (const [label, times] of labels) folded.set(foldLabel(label), (folded.get(foldLabel(label)) ?? 0) + times);
  return folded;
}

function isSameName(left: string, right: string): boolean {
  return foldLabel(left) === foldLabel(right) || sharedWords(left, right) >= SIMILAR_SHARE;
}

function count(map: Map<string, number>, value: string): void {
  map.set(value, (map.get(value) ?? 0) + 1);
}

function mostFrequent(map: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  let times = 0;
  for (const [value, each] of map) {
    if (each > times || (each === times && best !== undefined && value < best)) {
      best = value;
      times = each;
    }
  }
  return best;
}
