import { canonicalUrl, type TourTarget } from "@usher/core";
import type { Use } from "../messages.ts";
import { wordsOfUse } from "./words-of-use.ts";

export interface DraftStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Page pattern, e.g. `/projects/:id`. */
  readonly page: string;
  readonly target: TourTarget;
  readonly optional: boolean;
  /** The page did not say its name, because it could be somebody's data. */
  readonly withheld: boolean;
}

/** A path that is being made. Texts may still be empty. */
export interface Draft {
  readonly title: string;
  /** Made of the title until it is written. */
  readonly id: string;
  readonly goal: string;
  /** Page patterns on which it begins; made of the first step until they are written. */
  readonly pages: readonly string[];
  readonly steps: readonly DraftStep[];
  /** How many steps there ever were: ids are not used twice. */
  readonly made: number;
}

/** A path has no more; what is recorded beyond is kept until somebody chooses what goes. */
export const STEPS_MAX = 50;

export const emptyDraft: Draft = { title: "", id: "", goal: "", pages: [], steps: [], made: 0 };

/** A use becomes a step, unless it repeats the last one: typing again, ticking another row. */
export function addUse(draft: Draft, use: Use): Draft {
  const target: TourTarget = {
    selectors: use.selectors,
    ...(use.role === undefined ? {} : { role: use.role }),
    ...(use.name === undefined ? {} : { name: use.name }),
  };
  const page = pagePattern(use.url);
  const last = draft.steps.at(-1);
  if (last !== undefined && last.page === page && JSON.stringify(last.target) === JSON.stringify(target)) return draft;
  const made = draft.made + 1;
  const step: DraftStep = {
    id: `step-${made}`,
    ...wordsOfUse(use),
    page,
    target,
    optional: false,
    withheld: use.spoken === undefined,
  };
  return { ...draft, steps: [...draft.steps, step], made };
}

export function changeStep(draft: Draft, id: string, change: Partial<Omit<DraftStep, "id">>): Draft {
  const isWorded = change.title !== undefined || change.description !== undefined;
  const said = isWorded ? { withheld: false } : {};
  return { ...draft, steps: draft.steps.map((step) => (step.id === id ? { ...step, ...change, ...said } : step)) };
}

export function removeStep(draft: Draft, id: string): Draft {
  return { ...draft, steps: draft.steps.filter((step) => step.id !== id) };
}

/** What was removed, back in its place. */
export function restoreStep(draft: Draft, step: DraftStep, index: number): Draft {
  if (draft.steps.some(({ id }) => id === step.id)) return draft;
  return { ...draft, steps: draft.steps.toSpliced(index, 0, step) };
}

/** @param by -1: up, 1: down. At the end of the list nothing moves. */
export function moveStep(draft: Draft, id: string, by: -1 | 1): Draft {
  const from = draft.steps.findIndex((step) => step.id === id);
  const to = from + by;
  const step = draft.steps[from];
  if (step === undefined || to < 0 || to >= draft.steps.length) return draft;
  return { ...draft, steps: draft.steps.toSpliced(from, 1).toSpliced(to, 0, step) };
}

/** Only the path, without what identifies a record: `/projects/:id`. */
export function pagePattern(url: string): string {
  return new URL(canonicalUrl(url)).pathname;
}
