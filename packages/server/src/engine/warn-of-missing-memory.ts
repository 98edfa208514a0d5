import type { Trigger, TriggerContext } from "@usher/core";
import type { Logger } from "../observe/logger.ts";

interface Watched {
  readonly id: string;
  readonly triggers: readonly Trigger[];
}

/** Says at the start which triggers ask what is remembered of a person: nothing is remembered here, so they may never fire. */
export function warnOfMissingMemory(products: readonly Watched[], log: Logger): void {
  for (const { id, triggers } of products) {
    const silent = triggers.filter(asksMemory).map((trigger) => trigger.id);
    if (silent.length > 0) log.warn({ productId: id, triggers: silent }, "triggers need memory, and none is kept");
  }
}

/**
 * Whether a trigger looks at memory, found by letting it judge a session in which nothing happened. Conditions judge all
 * of their parts, so none is missed; a product's own code that looks only later is.
 */
function asksMemory({ when }: Trigger): boolean {
  let asked = false;
  const context: TriggerContext = { now: 0, sessionId: "", actions: [] };
  Object.defineProperty(context, "memory", {
    get() {
      asked = true;
      return undefined;
    },
  });
  try {
    when(context);
  } catch {
    // A trigger that fails on an empty session is noted when it is evaluated in a real one.
  }
  return asked;
}
