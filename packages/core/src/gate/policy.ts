import { DAY_MS, SECOND_MS } from "../ids.ts";

/** How much of a user's attention may be spent. Defaults: what the field practises, on the quiet side. */
export interface GatePolicy {
  /** The product's own switch: nothing is offered to anybody while it is on. */
  readonly paused: boolean;
  /** Offer nothing until the page reported the user's consent. A refused consent always holds. */
  readonly requireConsent: boolean;
  /** Hours of the user's own day in which nothing is offered, e.g. `{ from: "22:00", to: "07:00" }`; null for none. */
  readonly quietHours: QuietHours | null;
  /** Least time between two shown offers to one user, seconds. */
  readonly minGapS: number;
  readonly perSession: number;
  readonly perDay: number;
  readonly perWeek: number;
  /** Least time on a page before anything is offered on it, seconds. A trigger's own `minPageAgeS` wins. */
  readonly minPageAgeS: number;
  /** Without a sign of typing or dragging for this long the user counts as paused, seconds. */
  readonly typingLullS: number;
  /** How long a proposal waits for the user to stop typing before it is dropped, seconds. A trigger's `deferS` wins. */
  readonly deferS: number;
  /** How long an offer waits for the user, seconds. */
  readonly offerTtlS: number;
  /** Silence of a trigger after an offer nobody could see: short, it cost the user nothing. Seconds. */
  readonly unseenRearmS: number;
  /** Silence of a trigger after its offer was seen and ignored: half a dismissal. Seconds. */
  readonly ignoredQuietS: number;
  /** Silence of a trigger after the first and second dismissal, seconds; after the third it is off. */
  readonly dismissedQuietS: readonly [number, number];
  /** Silence of a trigger after its offer was accepted; and after the goal was then reached. Seconds. */
  readonly acceptedQuietS: number;
  readonly completedQuietS: number;
  /** Dismissals in a row, of anything, after which the user is left alone for `quietAfterDismissalsS` seconds. */
  readonly dismissalsInARow: number;
  readonly quietAfterDismissalsS: number;
  /** How long "snooze" lasts, seconds. */
  readonly snoozeS: number;
  /** Share of the named users who are never offered anything, so that the effect can be measured. 0 to 1. */
  readonly holdoutShare: number;
  /** Changing it draws the holdout anew. */
  readonly holdoutSalt: string;
  /** How long after an offer that was not made (shadow, holdout) reaching the goal counts as "alone", seconds. At most 1,800. */
  readonly aloneWithinS: number;
  /** Session state: idle time after which assistance ends, and the silence after it. Seconds. */
  readonly interactionTimeoutS: number;
  readonly cooldownPeriodS: number;
}

/** Times of day as `HH:MM`, in the user's zone. `from` later than `to` spans midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

const DAY_S = DAY_MS / SECOND_MS;

export const DEFAULT_POLICY: GatePolicy = {
  paused: false,
  requireConsent: false,
  quietHours: null,
  minGapS: 120,
  perSession: 2,
  perDay: 3,
  perWeek: 6,
  minPageAgeS: 0,
  typingLullS: 3,
  deferS: 60,
  offerTtlS: 60,
  unseenRearmS: 60,
  ignoredQuietS: DAY_S / 2,
  dismissedQuietS: [DAY_S, 7 * DAY_S],
  acceptedQuietS: 7 * DAY_S,
  completedQuietS: 90 * DAY_S,
  dismissalsInARow: 3,
  quietAfterDismissalsS: 7 * DAY_S,
  snoozeS: 3_600,
  holdoutShare: 0.05,
  holdoutSalt: "usher",
  aloneWithinS: 600,
  interactionTimeoutS: 60,
  cooldownPeriodS: 120,
};
