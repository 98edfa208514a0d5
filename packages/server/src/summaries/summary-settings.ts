/** When a product's sessions are summarised on its stream. */
export interface SummaryOptions {
  /** Actions since the last summary after which the next one is made. Default 20. */
  readonly threshold?: number;
  /** Seconds without an action after which what is left is summarised. Default 120. */
  readonly idleS?: number;
}

export interface SummarySettings {
  readonly threshold: number;
  readonly idleMs: number;
}

/** Undefined: no summaries, which is the default. */
export function summarySettings(options: SummaryOptions | false | undefined): SummarySettings | undefined {
  if (options === undefined || options === false) return undefined;
  return { threshold: options.threshold ?? 20, idleMs: (options.idleS ?? 120) * 1_000 };
}
