import { UsherError } from "@usher/core";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";

const FAILURES_TO_OPEN = 5;
const OPEN_MS = 120_000;

/**
 * The same model, left in peace while it is down: after five failures in a row nothing is asked for 120 s, then one
 * request tries; if that succeeds, all is as before. A request that its caller gave up says nothing about the model.
 */
export function withCircuitBreaker(model: LanguageModel, clock: Pick<Clock, "now">): LanguageModel {
  let failures = 0;
  let openUntil = 0;
  let probing = false;

  return {
    async *stream(prompt, signal) {
      const isOpen = failures >= FAILURES_TO_OPEN;
      if (isOpen && (probing || clock.now() < openUntil)) {
        throw new UsherError("llm_unavailable", "The language model failed repeatedly and is left in peace.");
      }
      if (isOpen) probing = true;
      let settled = false;
      try {
        yield* model.stream(prompt, signal);
        settled = true;
        failures = 0;
      } catch (error) {
        settled = true;
        if (!signal.aborted) {
          failures++;
          openUntil = clock.now() + OPEN_MS;
        }
        throw error;
      } finally {
        if (isOpen) probing = false;
        // A reply that was replaced is not read to its end: the model itself did answer.
        if (!settled && !signal.aborted) failures = 0;
      }
    },
  };
}
