import { UsherError } from "../errors.ts";
import type { Tour, TourTarget } from "../tours/tour.ts";
import type { RawEventType } from "../wire/raw-event.ts";

/**
 * The ideal steps of a workflow, said once. The tour on the page and the how-to in the chat are both derived from it,
 * so they cannot drift apart, and help can name only controls that are in it.
 */
export interface GoldenPath {
  readonly id: string;
  readonly title: string;
  /** Its identity in memory: versions of a path and paths to the same end share it. The path's id when left out. */
  readonly workflow?: string;
  /** Page patterns on which the path can begin. */
  readonly page: readonly string[];
  readonly steps: readonly [PathStep, ...PathStep[]];
  /** What is true afterwards, e.g. "All selected projects have the new priority." */
  readonly goal: string;
}

export interface PathStep {
  readonly id: string;
  /** Short imperative, e.g. "Open table options". */
  readonly title: string;
  /** One sentence: what to do and why. Names of controls in **bold**. */
  readonly description: string;
  readonly target: TourTarget;
  /** Page patterns of this step; those of the path when left out. */
  readonly page?: readonly string[];
  readonly optional?: boolean;
  /** Which action does the step, when using the target is not it: a page that is seen, an event of the application. */
  readonly expects?: StepExpectation;
}

/** Everything that is given must fit. */
export interface StepExpectation {
  readonly type?: RawEventType;
  /** Name of the control, or of the custom event; small and capital letters are one. */
  readonly label?: string;
  /** Page patterns; those of the step when left out. */
  readonly page?: readonly string[];
}

/** Checks a path and returns it. Throws UsherError `path_invalid` naming the field. */
export function defineGoldenPath(path: GoldenPath): GoldenPath {
  const where = `paths.${path.id}`;
  // Configuration files are seldom type-checked: what is missing is named, instead of failing on it.
  if (!isList(path.page) || path.page.length === 0) {
    throw invalid(`${where}.page`, 'list at least one page pattern, e.g. ["/projects"]');
  }
  if (!isList(path.steps)) throw invalid(`${where}.steps`, "list the steps");
  const seen = new Set<string>();
  path.steps.forEach((step, index) => {
    if (seen.has(step.id)) throw invalid(`${where}.steps[${index}].id`, `step id "${step.id}" is used twice`);
    seen.add(step.id);
    if (!isList(step.target?.selectors)) {
      const fix = "list CSS selectors; [] when role and name are enough to find the control by";
      throw invalid(`${where}.steps[${index}].target.selectors`, fix);
    }
    if (step.target.selectors.length === 0 && step.target.name === undefined) {
      throw invalid(`${where}.steps[${index}].target`, "give a selector, or a role and name, to find the control by");
    }
  });
  return path;
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function invalid(path: string, fix: string): UsherError {
  return new UsherError("path_invalid", `${path}: ${fix}`, { path });
}

/** Under which memory knows what a path teaches. */
export function workflowOf({ id, workflow }: Pick<GoldenPath, "id" | "workflow">): string {
  return workflow ?? id;
}

/** The guided tour of a path. Same id: one artefact, two forms. */
export function tourFromPath(path: GoldenPath): Tour {
  return {
    id: path.id,
    title: path.title,
    steps: path.steps.map((step) => ({
      id: step.id,
      title: step.title,
      description: step.description,
      target: step.target,
      page: step.page ?? path.page,
      optional: step.optional ?? false,
    })),
  };
}

/** The path in words: numbered steps, then the goal. The ground truth of every answer about it. */
export function howToFromPath(path: GoldenPath): string {
  const steps = path.steps.map((step, index) => `${index + 1}. ${step.description}`);
  return `${steps.join("\n")}\n\n${path.goal}`;
}
