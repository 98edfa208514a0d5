/** How long what is kept. What is left out of the configuration has its default. */
export interface RetentionSettings {
  /** Sessions with their actions, from their latest activity on. At least 7: so long a repeated event is recognised. Default 90. */
  readonly actionsDays: number;
  /** Conversations in the panel; never longer than their sessions. Default 90. */
  readonly chatDays: number;
  /** What became of offers, without whose they were once the session is gone. Default 395. */
  readonly offersDays: number;
  /** Visitors, users and what their attention was spent on, from their last session's latest activity on. Default 180. */
  readonly visitorsDays: number;
  /** Events that could not be stored. Default 14. */
  readonly quarantineDays: number;
  /** What the engine was given and what it decided: for `usher explain` and `usher backtest`. Default 30. */
  readonly recordingsDays: number;
  /** Frames for pages that resume. Default 24. */
  readonly framesHours: number;
  /** The stream to servers: how far back a reader may resume. Default 24. */
  readonly streamHours: number;
  /** Webhook deliveries that succeeded. Default 7. */
  readonly deliveriesDays: number;
  /** Webhook deliveries that were given up and wait for a redrive. Default 14. */
  readonly deadDeliveriesDays: number;
}

export const DEFAULT_RETENTION: RetentionSettings = {
  actionsDays: 90,
  chatDays: 90,
  offersDays: 395,
  visitorsDays: 180,
  quarantineDays: 14,
  recordingsDays: 30,
  framesHours: 24,
  streamHours: 24,
  deliveriesDays: 7,
  deadDeliveriesDays: 14,
};
