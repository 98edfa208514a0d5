import type { Store } from "../../../src/ports/store.ts";

const LATE_MS = 50;

/** A store that says "saved" at once and writes a moment later: what an acknowledgement must never be. */
export function acknowledgeEarly(store: Store): Store {
  const late = new Set<Promise<unknown>>();
  return {
    ...store,
    async commitStep(step) {
      const written = new Promise((resolve) => setTimeout(resolve, LATE_MS)).then(() => store.commitStep(step));
      late.add(written);
      written.finally(() => late.delete(written));
      return { outcome: "saved", duplicateCount: 0 };
    },
    async close() {
      await Promise.allSettled(late);
      await store.close();
    },
  };
}
