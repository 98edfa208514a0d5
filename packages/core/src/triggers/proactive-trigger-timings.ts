/** How long an open proposal waits for the user, seconds. */
export const DEFAULT_INTERACTION_TIMEOUT_S = 10;
/** Least time before the same trigger may fire again, seconds. */
export const DEFAULT_COOLDOWN_S = 30;

export interface ProactiveTriggerTimings {
  /** Seconds. Default 10. */
  readonly interactionTimeoutS: number;
  /** Seconds. Default 30. */
  readonly cooldownS: number;
}

export function proactiveTriggerTimings(timings: Partial<ProactiveTriggerTimings> = {}): ProactiveTriggerTimings {
  return {
    interactionTimeoutS: timings.interactionTimeoutS ?? DEFAULT_INTERACTION_TIMEOUT_S,
    cooldownS: timings.cooldownS ?? DEFAULT_COOLDOWN_S,
  };
}
