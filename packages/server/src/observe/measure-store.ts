import { UsherError } from "@usher/core";
import type { EngineStep, Store } from "../ports/store.ts";
import type { Metrics } from "./metrics.ts";

/** The same store, with its writes timed and what they decide counted. Everything else is the store's own. */
export function measureStore(store: Store, metrics: Metrics): Store {
  async function commitStep(step: EngineStep): ReturnType<Store["commitStep"]> {
    const startedAt = performance.now();
    try {
      const result = await store.commitStep(step);
      if (result.outcome === "saved") {
        const durationS = (performance.now() - startedAt) / 1_000;
        metrics.commit(durationS, step.actions.length);
        if (step.frames.length > 0) metrics.nudgeLatency(durationS);
        countNotes(step, metrics);
      }
      return result;
    } catch (error) {
      if (error instanceof UsherError && error.code.startsWith("store_")) metrics.syncError();
      throw error;
    }
  }
  return Object.create(store, { commitStep: { value: commitStep } }) as Store;
}

function countNotes({ notes }: EngineStep, metrics: Metrics): void {
  for (const note of notes) {
    if (note.type === "fired") {
      metrics.gate(note.triggerId);
      metrics.offer("offered");
    } else if (note.type === "outcome") metrics.offer(note.outcome);
  }
}
