/** Guided steps on the real page. */
export interface Tour {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly TourStep[];
}

export interface TourStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly target: TourTarget;
  /** Page patterns on which the step can run. */
  readonly page: readonly string[];
  readonly optional: boolean;
}

/**
 * How to find a step's control. Every element that fits any selector is a valid target to act on ("any checkbox");
 * the first visible one is pointed at. Without a match, role and accessible name decide.
 */
export interface TourTarget {
  /** CSS selectors, most specific first. */
  readonly selectors: readonly string[];
  readonly role?: string;
  /** Accessible name, e.g. `Bulk edit`. */
  readonly name?: string;
}
