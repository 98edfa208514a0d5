import type { Emit } from "./usher-events.ts";

/** Runs something without ever letting it throw, or reject unseen, into the page. */
export type Guard = <Result>(run: () => Result) => Result | undefined;

export function createGuard(emit: Emit): Guard {
  function report(error: unknown): void {
    emit("error", { code: "internal", message: error instanceof Error ? error.message : String(error) });
  }
  return (run) => {
    try {
      const result = run();
      if (result instanceof Promise) result.catch(report);
      return result;
    } catch (error) {
      report(error);
      return undefined;
    }
  };
}
