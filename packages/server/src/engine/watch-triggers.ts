import type { Condition, EngineRules } from "@usher/core";
import type { Logger } from "../observe/logger.ts";

interface Options {
  readonly log: Logger;
  /** A steady clock in milliseconds; only differences matter. */
  readonly stopwatch: () => number;
  /** An evaluation that takes longer is slow. Default 50. */
  readonly slowMs?: number;
  /** Slow evaluations among the last `lookBack` after which a condition is left out. Default 3. */
  readonly strikes?: number;
  /** Evaluations that are remembered. Default 10. */
  readonly lookBack?: number;
  /** How long it is left out before it gets another chance. Default 5 minutes. */
  readonly pauseMs?: number;
}

/** How the error of a condition begins that was not asked because it was slow; the ledger keeps it. */
export const LEFT_OUT = "left out: ";

/**
 * Rules whose triggers are timed. A trigger of a product's own code can take as long as it likes, and every session waits
 * meanwhile: one of whose last ten evaluations three were slow is left out for a while. It then counts as failing: a `when`
 * is silent and the ledger says why, an `until` holds offers as a goal that cannot be told.
 *
 * For the engine alone: what these rules say depends on the time they took. `explain` asks the rules as they are.
 */
export function watchTriggers(rules: EngineRules, options: Options): EngineRules {
  const triggers = rules.triggers.map((trigger) => ({
    ...trigger,
    when: watch(trigger.when, { trigger: trigger.id, condition: "when" }, options),
    until: watch(trigger.until, { trigger: trigger.id, condition: "until" }, options),
  }));
  return { ...rules, triggers };
}

function watch(condition: Condition, subject: object, options: Options): Condition {
  const { log, stopwatch, slowMs = 50, strikes = 3, lookBack = 10, pauseMs = 300_000 } = options;
  let latest: readonly boolean[] = [];
  let pausedUntil = Number.NEGATIVE_INFINITY;

  function note(tookMs: number): void {
    const isSlow = tookMs > slowMs;
    latest = [...latest.slice(1 - lookBack), isSlow];
    if (!isSlow) return;
    const slowCount = latest.filter(Boolean).length;
    log.warn({ ...subject, tookMs: Math.round(tookMs), slowCount }, "trigger slow");
    if (slowCount < strikes) return;
    latest = [];
    pausedUntil = stopwatch() + pauseMs;
    log.error({ ...subject, pauseMs }, "trigger left out");
  }

  return (context) => {
    const startedAt = stopwatch();
    if (startedAt < pausedUntil)
      throw new Error(`${LEFT_OUT}it took more than ${slowMs} ms in ${strikes} of its last ${lookBack} evaluations`);
    try {
      return condition(context);
    } finally {
      note(stopwatch() - startedAt);
    }
  };
}
