import { UserPageDwellTrigger } from "../../../triggers/builtin/user-page-dwell.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";
import { given, inputActions, inputContext, observedResult } from "./context-input.ts";

export const userPageDwell: ConformanceArea = {
  area: "user_page_dwell",
  run(fn, input) {
    if (fn !== "user_page_dwell") return unknownFunction(fn);
    const trigger = new UserPageDwellTrigger({
      ...given("defaultThresholdS", input.default_threshold_s as number | undefined),
      ...given("defaultMaxActions", input.default_max_actions as number | undefined),
    });
    const context = inputContext({
      recentActions: inputActions(input.actions),
      ...given("contextExtra", input.context_extra as Readonly<Record<string, unknown>> | undefined),
      ...given("nowS", input.clock as number | undefined),
    });
    return observedResult(trigger.evaluate(context));
  },
};
