import type { EngineRules, Trigger } from "@usher/core";
import type { Logger } from "../observe/logger.ts";

interface Options {
  readonly log: Logger;
  /** A steady clock in milliseconds; only differences matter. */
  readonly stopwatch: () => number;
  /** An evaluation that takes longer is slow. Default 50. */
  readonly slowMs?: number;
  /** Slow evaluations in a row after which a trigger is left out. Default 3. */
  readonly strikes?: number;
  /** How long it is left out before it gets another chance. Default 5 minutes. */
  readonly pauseMs?: number;
}

/**
 * Rules whose triggers are timed. A trigger of a product's own code can take as long as it likes, and every session waits
 * meanwhile: one that is slow three times in a row is left out for a while. It then counts as failing, so the ledger and
 * `explain` say why it is silent.
 */
export function watchTriggers(rules: EngineRules, options: Options): EngineRules {
  return { ...rules, triggers: rules.triggers.map((trigger) => watch(trigger, options)) };
}

function watch(trigger: Trigger, options: Options): Trigger {
  const { log, stopwatch, slowMs = 50, strikes = 3, pauseMs = 300_000 } = options;
  let slowInARow = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    ...trigger,
    when(context) {
      const startedAt = stopwatch();
      if (startedAt < pausedUntil)
        throw new Error(`left out: it took more than ${slowMs} ms ${strikes} times in a row`);
      try {
        return trigger.when(context);
      } finally {
        const tookMs = stopwatch() - startedAt;
        slowInARow = tookMs > slowMs ? slowInARow + 1 : 0;
        if (slowInARow > 0) log.warn({ trigger: trigger.id, tookMs: Math.round(tookMs), slowInARow }, "trigger slow");
        if (slowInARow >= strikes) {
          slowInARow = 0;
          pausedUntil = stopwatch() + pauseMs;
          log.error({ trigger: trigger.id, pauseMs }, "trigger left out");
        }
      }
    },
  };
}
