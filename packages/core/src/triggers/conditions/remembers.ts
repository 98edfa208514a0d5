import type { Condition, ConditionResult, TriggerContext } from "../condition.ts";
import type { MemoryView } from "../memory-view.ts";

/** A condition about what is remembered; not met, and said to be unknown, while nothing is. */
export function remembers(
  words: string,
  judge: (memory: MemoryView, context: TriggerContext) => Omit<ConditionResult, "condition">,
): Condition {
  return (context) =>
    context.memory === undefined
      ? { condition: `${words}: unknown`, met: false }
      : { condition: words, ...judge(context.memory, context) };
}
