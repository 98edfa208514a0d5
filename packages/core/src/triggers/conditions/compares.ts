import type { Condition, ConditionResult, TriggerContext } from "../condition.ts";
import type { GapView } from "../memory-view.ts";

/** A condition about how the session keeps to a path; not met, and said to be unknown, where there are no paths. */
export function compares(
  words: string,
  judge: (gap: GapView, context: TriggerContext) => Omit<ConditionResult, "condition">,
): Condition {
  return (context) =>
    context.gap === undefined
      ? { condition: `${words}: unknown`, met: false }
      : { condition: words, ...judge(context.gap, context) };
}
