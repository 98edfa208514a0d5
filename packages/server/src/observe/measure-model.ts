import type { LanguageModel } from "../ports/language-model.ts";
import type { Metrics } from "./metrics.ts";

/** The same model, with its requests counted by how they ended. One its caller gave up says nothing about the model. */
export function measureModel(model: LanguageModel, metrics: Metrics): LanguageModel {
  return {
    async *stream(prompt, signal) {
      try {
        yield* model.stream(prompt, signal);
        metrics.llm("ok");
      } catch (error) {
        if (!signal.aborted) metrics.llm(isTimeout(error) ? "timeout" : "error");
        throw error;
      }
    },
  };
}

function isTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && /timeout|abort/i.test(cause.name);
}
