import { type Condition, needingDetectors } from "../condition.ts";
import type { AnyBuiltin } from "./builtin.ts";

/** A built-in's reason as a condition. The parameters have been checked. */
export function builtinCondition(builtin: AnyBuiltin, params: object): Condition {
  return needingDetectors(builtin.detectors, builtin.when(params));
}
