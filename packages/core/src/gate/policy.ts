import { DAY_MS } from "../ids.ts";

/** How much of a user's attention may be spent. Defaults: what the field practises, on the quiet side. */
export interface GatePolicy {
  /** Least time between two shown offers to one user, seconds. */
  readonly minGapS: number;
  readonly perSession: number;
  readonly perDay: number;
  readonly perWeek: number;
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
  /** Session state: idle time after which assistance ends, and the silence after it. Seconds. */
  readonly interactionTimeoutS: number;
  readonly cooldownPeriodS: number;
}

const DAY_S = DAY_MS / 1_000;

export const DEFAULT_POLICY: GatePolicy = {
  minGapS: 120,
  perSession: 2,
  perDay: 3,
  perWeek: 6,
  offerTtlS: 60,
  unseenRearmS: 60,
  ignoredQuietS: DAY_S / 2,
  dismissedQuietS: [DAY_S, 7 * DAY_S],
  acceptedQuietS: 7 * DAY_S,
  completedQuietS: 90 * DAY_S,
  dismissalsInARow: 3,
  quietAfterDismissalsS: 7 * DAY_S,
  snoozeS: 3_600,
  interactionTimeoutS: 60,
  cooldownPeriodS: 120,
};
