import type { InkeepFunctions } from "./inkeep-settings.ts";

/** The line to the widget: what is asked before it is there waits. */
export interface WidgetLine {
  /** The widget is there, or (undefined) gone. */
  connect(functions: InkeepFunctions | undefined): void;
  ask(text: string): void;
  /** Rejects when it does not come up in time. */
  untilThere(signal: AbortSignal): Promise<void>;
}

const MAX_WAITING = 20;

export function createWidgetLine(waitMs: number): WidgetLine {
  let functions: InkeepFunctions | undefined;
  let waiting: string[] = [];
  const whenThere = new Set<() => void>();

  function flush(): void {
    if (functions === undefined) return;
    const asked = waiting;
    waiting = [];
    for (const text of asked) functions.submitMessage(text);
  }

  return {
    connect(given) {
      functions = given;
      if (given === undefined) return;
      for (const resolve of whenThere) resolve();
      // The widget is in the middle of being rendered.
      queueMicrotask(flush);
    },

    ask(text) {
      if (text.trim() === "" || waiting.length >= MAX_WAITING) return;
      waiting.push(text);
      flush();
    },

    untilThere(signal) {
      return new Promise((resolve, reject) => {
        const settle = (): void => {
          clearTimeout(timer);
          whenThere.delete(found);
          signal.removeEventListener("abort", gone);
        };
        const found = (): void => {
          settle();
          resolve();
        };
        const gone = (): void => {
          settle();
          reject(new Error("Inkeep's chat did not come up in the page."));
        };
        const timer = setTimeout(gone, waitMs);
        signal.addEventListener("abort", gone);
        if (functions === undefined) whenThere.add(found);
        else found();
      });
    },
  };
}
